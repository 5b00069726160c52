"""From bytes that lie with a hosted engine to the video."""

import logging
from contextlib import suppress

from application.errors import DuplicateIdError, UploadNotFoundError, VideoNotFoundError
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.direct_uploads import DirectUploads
from application.ports.engine_reports import Arrival
from application.ports.job_queue import JobQueue
from application.ports.request_context import RequestContext
from application.ports.upload_repository import UploadRepository
from application.ports.video_repository import VideoRepository
from application.use_cases.uploads.becoming import video_of
from domain.ids import UploadId, UserId, VideoId
from domain.upload.upload import Upload, UploadStatus
from domain.video.original import SourcePlace

_log = logging.getLogger(__name__)


class TakeArrival:
    """Make a direct upload a video, exactly once; tell whether a video is there.

    The form that a client was given may be posted again, with any file, for as long as its
    signature is good: whatever comes without an upload that waits for it, and whatever is not the
    announced kind or longer than announced, is removed where it lies.
    The video is recorded first, then the upload says that it is finished.

    Raises:
        ServiceUnavailableError: the engine did not answer, and the arrival should be told again.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        videos: VideoRepository,
        direct: DirectUploads,
        jobs: JobQueue,
        clock: Clock,
        context: RequestContext,
        limits: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._videos = videos
        self._direct = direct
        self._jobs = jobs
        self._clock = clock
        self._context = context
        self._limits = limits

    async def __call__(self, video_id: VideoId, owner_id: UserId, arrival: Arrival) -> bool:
        upload = await self._find_waiting(video_id, owner_id)
        if upload is None:
            # Looked for after the upload, which another process may just have finished.
            if await self.is_wanted(video_id):
                return True
            await self._refuse(video_id, owner_id, arrival, "nobody waits for it")
            return False
        if not arrival.is_video or not 0 < arrival.size_bytes <= upload.reserved_bytes:
            await self._refuse(video_id, owner_id, arrival, "it is not what was announced")
            await self._uploads.update(
                upload.id, lambda one: one.refuse(self._clock.now(), self._limits.life)
            )
            return False
        with suppress(DuplicateIdError):  # recorded by an attempt that did not get to say so
            await self._videos.add(
                video_of(
                    upload,
                    arrival.size_bytes,
                    "",
                    self._context.request_id,
                    self._clock.now(),
                    place=SourcePlace.HOSTED,
                )
            )
        await self._uploads.update(
            upload.id,
            lambda one: one.arrive(arrival.size_bytes, self._clock.now(), self._limits.life),
        )
        await self._jobs.wake()
        return True

    async def is_wanted(self, video_id: VideoId) -> bool:
        """Tell whether there is a video to which belongs what lies under its name."""
        try:
            video = await self._videos.get(video_id)
        except VideoNotFoundError:
            # One that is deleted takes everything along when its record goes.
            return bool(await self._videos.find_known([video_id]))
        return video.is_playable or video.source.place is not SourcePlace.GONE

    async def _find_waiting(self, video_id: VideoId, owner_id: UserId) -> Upload | None:
        try:
            upload = await self._uploads.get(UploadId(video_id))
        except UploadNotFoundError:
            return None
        is_waiting = upload.direct is not None and upload.status is UploadStatus.OPEN
        return upload if is_waiting and upload.owner_id == owner_id else None

    async def _refuse(
        self, video_id: VideoId, owner_id: UserId, arrival: Arrival, reason: str
    ) -> None:
        names = {"video_id": video_id, "bytes": arrival.size_bytes, "kind": arrival.kind}
        _log.warning("direct upload removed: %s", reason, extra=names)
        await self._direct.discard(video_id, owner_id, arrival)
