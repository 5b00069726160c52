"""Asking a hosted engine for bytes of which it has said nothing."""

from application.errors import ServiceUnavailableError, UploadNotFoundError
from application.ports.clock import Clock
from application.ports.direct_uploads import DirectUploads
from application.ports.upload_repository import UploadRepository
from application.ports.video_repository import VideoRepository
from application.use_cases.uploads.take_arrival import TakeArrival
from domain.upload.upload import Upload


class LookForArrival:
    """Look whether the file of a direct upload is there, and come back later if it is not.

    So an upload becomes a video even when no message about it reaches us, and one whose time is
    over is asked for once more before it goes.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        videos: VideoRepository,
        direct: DirectUploads,
        take: TakeArrival,
        clock: Clock,
    ) -> None:
        self._uploads = uploads
        self._videos = videos
        self._direct = direct
        self._take = take
        self._clock = clock

    async def __call__(self, upload: Upload) -> bool:
        """Tell whether there is nothing, for certain."""
        try:
            if await self._take_what_is_there(upload):
                return False
        except ServiceUnavailableError:
            is_certain = False
        else:
            is_certain = True
        try:
            await self._uploads.update(upload.id, lambda one: one.look_later(self._clock.now()))
        except UploadNotFoundError:
            return False
        return is_certain

    async def clear_away(self, upload: Upload) -> bool:
        """Let nothing stay of an upload that has ended; tell whether that is certain.

        A form may be posted after its upload was given up, or its video deleted, and the engine
        may say nothing of it.
        """
        try:
            if not await self._videos.find_known([upload.video_id]):
                await self._take_what_is_there(upload)
        except ServiceUnavailableError:
            return False
        return True

    async def _take_what_is_there(self, upload: Upload) -> bool:
        arrival = await self._direct.find(upload.video_id, upload.owner_id)
        if arrival is not None:
            await self._take(upload.video_id, upload.owner_id, arrival)
        return arrival is not None
