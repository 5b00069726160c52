"""What became of an upload."""

from application.actor import Actor
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.ownership import require_owner
from domain.ids import UploadId
from domain.upload.upload import Upload


class GetUpload:
    """Return an upload, open, finished or expired.

    Only its owner may; one that expired is remembered for a while.

    Raises:
        UploadNotFoundError: no such upload, or another's.
    """

    def __init__(self, uploads: UploadRepository, clock: Clock, limits: ResumableLimits) -> None:
        self._uploads = uploads
        self._clock = clock
        self._limits = limits

    async def __call__(self, actor: Actor, upload_id: UploadId) -> Upload:
        upload = require_owner(actor, await self._uploads.get(upload_id))
        return upload.expire(self._clock.now(), self._limits.life)
