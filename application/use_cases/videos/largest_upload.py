"""How large one file may be."""

from application.limits import UploadLimits
from application.ports.media_engine import MediaEngine
from application.use_cases.videos.upload_errors import FileTooLargeError


class LargestUpload:
    """Return how many bytes one file may have: what the operator and the engine both take.

    Anyone may ask.
    """

    def __init__(self, engine: MediaEngine, limits: UploadLimits) -> None:
        self._engine = engine
        self._limits = limits

    async def __call__(self) -> int:
        allowed_bytes = self._limits.max_upload_bytes
        taken_bytes = await self._engine.max_source_bytes()
        return allowed_bytes if taken_bytes is None else min(allowed_bytes, taken_bytes)

    async def require(self, size_bytes: int) -> None:
        """Check that a file may be so large.

        Raises:
            FileTooLargeError: it may not.
        """
        largest_bytes = await self()
        if size_bytes > largest_bytes:
            raise FileTooLargeError(limit_bytes=largest_bytes)
