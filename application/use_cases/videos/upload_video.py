"""Taking a file in and making it a video."""

from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from application.actor import Actor
from application.errors import DuplicateIdError, StorageFullError
from application.limits import UploadLimits
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.job_queue import JobQueue
from application.ports.request_context import RequestContext
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.storage_quota import StorageQuota
from application.use_cases.videos.upload_errors import (
    TooManyUploadsError,
)
from application.use_cases.videos.upload_session import UploadSession
from application.views import OwnVideo, VideoView
from domain.idempotency.errors import IdempotencyKeyReusedError
from domain.ids import StagedId, UserId, VideoId
from domain.video.video import Video


@dataclass(frozen=True, slots=True)
class UploadVideoRequest:
    """A whole upload, for callers that know the fields before the bytes."""

    title: str
    filename: str
    content: AsyncIterable[bytes]
    description: str | None = None


class UploadVideo:
    """Store a file durably and make it a video in PROCESSING; processing goes on by itself.

    Every user may, within their quota.
    When an upload ends in any other way than `finish`, nothing of it stays behind.

    Raises:
        ValidationFailedError: a fault of `video`, `title` or `description`, as soon as it comes.
        UnsupportedContainerError: the first bytes are of no supported container.
        EmptyFileError: the file has no bytes.
        FileTooLargeError: the file is larger than one upload may be.
        QuotaExceededError: the user's quota does not allow it.
        TooManyUploadsError: the user is uploading as many files as a user may.
        StorageFullError: there is no room.
    """

    def __init__(
        self,
        videos: VideoRepository,
        staging: StagingArea,
        quota: StorageQuota,
        largest: LargestUpload,
        jobs: JobQueue,
        clock: Clock,
        ids: IdGenerator,
        context: RequestContext,
        limits: UploadLimits,
    ) -> None:
        self._videos = videos
        self._staging = staging
        self._quota = quota
        self._largest = largest
        self._jobs = jobs
        self._clock = clock
        self._ids = ids
        self._context = context
        self._limits = limits
        self._open_by_user: Counter[UserId] = Counter()

    async def __call__(self, actor: Actor, request: UploadVideoRequest) -> VideoView:
        async with self.open(actor) as upload:
            upload.set_title(request.title)
            upload.set_description(request.description)
            await upload.receive(request.filename, request.content)
            return await self.finish(actor, upload)

    @asynccontextmanager
    async def open(
        self, actor: Actor, declared_bytes: int | None = None
    ) -> AsyncIterator[UploadSession]:
        """Begin an upload whose fields and bytes come in any order.

        Args:
            actor: the owner to be.
            declared_bytes: the length that the client announced, if it did.
        """
        if self._open_by_user[actor.user_id] >= self._limits.max_concurrent_per_user:
            raise TooManyUploadsError(limit=self._limits.max_concurrent_per_user)
        self._open_by_user[actor.user_id] += 1
        try:
            room_bytes = await self._quota.room_bytes(actor.user_id, declared_bytes or 0)
            staged_id = StagedId(self._ids.new_id())
            upload = UploadSession(
                self._staging, staged_id, self._limits, await self._largest(), room_bytes
            )
            try:
                yield upload
            finally:
                await upload.discard_unless_kept()
        finally:
            self._open_by_user[actor.user_id] -= 1
            self._open_by_user += Counter()  # drops the users who are at zero

    async def finish(
        self, actor: Actor, upload: UploadSession, video_id: VideoId | None = None
    ) -> VideoView:
        """Make what `upload` received a video; the bytes are durable before the record is.

        Args:
            actor: the owner to be.
            upload: with everything that makes a video.
            video_id: what an idempotency key stands for: if that video was made already, of the
                same content, it is the answer.

        Raises:
            IdempotencyKeyReusedError: the video has another content.
        """
        form = upload.complete()
        await self._quota.require_room(actor.user_id, form.source.size_bytes)
        video = Video.create(
            id=video_id or VideoId(self._ids.new_id()),
            owner_id=actor.user_id,
            title=form.title,
            description=form.description,
            source=replace(form.source, request_id=self._context.request_id),
            now=self._clock.now(),
        )
        # A store that does not answer may have written the record all the same: then only the
        # sweep, which asks for the record, may remove the bytes.
        upload.keep()
        try:
            await self._videos.add(video)
        except StorageFullError:
            upload.release()
            raise
        except DuplicateIdError:
            upload.release()
            video = await self._require_same(video)
        await self._jobs.wake()
        return VideoView(OwnVideo.of(video), grant=None)

    async def _require_same(self, video: Video) -> Video:
        """Return the video that was recorded by a process that did not get to answer."""
        made = await self._videos.get(video.id)
        if _content_of(made) != _content_of(video):
            raise IdempotencyKeyReusedError
        return made


def _content_of(video: Video) -> tuple[object, ...]:
    return video.owner_id, video.title, video.description, video.source.sha256
