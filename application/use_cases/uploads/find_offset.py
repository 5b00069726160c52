"""Where an upload stands, for a client that wants to go on."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.ownership import require_owner
from application.use_cases.uploads.writer_turns import WriterTurns
from domain.ids import UploadId
from domain.upload.upload import Upload
from domain.upload.writer import Wish

_LOOK_S = 0.05
_PATIENCE_S = 1.0
"""How long a running writer is waited for; after that the offset that it told last is good."""


class FindOffset:
    """Return an upload with its offset, which counts durable bytes only.

    Only its owner may.
    A request that is writing is asked to sync what it has received, and goes on; one that stands
    still does not hold up the answer.
    An upload that has every byte and is no video yet, since something broke off, becomes one.

    Raises:
        UploadNotFoundError: no such upload, or another's.
        UploadExpiredError: its time is over.
    """

    def __init__(
        self, uploads: UploadRepository, turns: WriterTurns, finish: FinishUpload, clock: Clock
    ) -> None:
        self._uploads = uploads
        self._turns = turns
        self._finish = finish
        self._clock = clock

    async def __call__(self, actor: Actor, upload_id: UploadId) -> Upload:
        upload = await self._look(actor, upload_id)
        if upload.writer is not None and self._turns.is_written(upload):
            upload = await self._wait_for_sync(actor, upload)
        is_forgotten = upload.is_complete and upload.made_video_id is None
        if is_forgotten and not self._turns.is_written(upload):
            return await self._finish.resume(upload)
        return upload

    async def _wait_for_sync(self, actor: Actor, upload: Upload) -> Upload:
        number = upload.writers
        await self._uploads.update(upload.id, lambda stored: stored.ask_writer(Wish.SYNC))
        left_s = _PATIENCE_S
        while left_s > 0:
            await self._clock.sleep(_LOOK_S)
            left_s -= _LOOK_S
            upload = await self._look(actor, upload.id)
            writer = upload.writer
            if writer is None or writer.number != number or writer.wish is Wish.NOTHING:
                break
        return upload

    async def _look(self, actor: Actor, upload_id: UploadId) -> Upload:
        upload = require_owner(actor, await self._uploads.get(upload_id))
        return upload.require_usable(self._clock.now())
