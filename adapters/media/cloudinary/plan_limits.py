"""What the account's plan takes."""

import logging

from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.faults import CloudinaryFault
from application.errors import ProcessingFailedError
from application.ports.source_file import SourceFile
from domain.video.failure import FailureCode

_log = logging.getLogger(__name__)


class PlanLimits:
    """Asks once in the life of the process, since each question counts against the plan itself."""

    def __init__(self, calls: CloudinaryCalls) -> None:
        self._calls = calls
        self._max_bytes: int | None = None
        self._is_asked = False

    async def require_room(self, source: SourceFile | None) -> None:
        """Let a source pass that the plan takes; one that nobody knows the limits of, too.

        Raises:
            ProcessingFailedError: it is larger than the plan allows, however it is sent.
        """
        if source is None:
            return
        if not self._is_asked:
            await self._ask()
        if self._max_bytes is not None and source.size_bytes > self._max_bytes:
            detail = f"{source.size_bytes} bytes, and the plan takes {self._max_bytes}"
            raise ProcessingFailedError(FailureCode.OUTPUT_TOO_LARGE, detail)

    async def _ask(self) -> None:
        self._is_asked = True
        try:
            usage = await self._calls.usage()
        except CloudinaryFault as fault:
            _log.warning("the limits of the plan are not known: %s", type(fault).__name__)
            return
        limits = usage.get("media_limits")
        most = limits.get("video_max_size_bytes") if isinstance(limits, dict) else None
        self._max_bytes = most if isinstance(most, int) and most > 0 else None
