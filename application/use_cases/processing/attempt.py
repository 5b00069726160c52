"""One attempt at one video: what it makes, brought into the store and the record."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from application.errors import (
    ProcessingFailedError,
    StoreUnavailableError,
    VideoNotFoundError,
)
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.media_engine import (
    Awaiting,
    Bookmarked,
    EngineEvent,
    Examined,
    HostedReady,
    MediaFile,
    Planned,
    PreviewReady,
    Progressed,
    RenditionsReady,
    StoryboardReady,
    ThumbnailReady,
)
from application.ports.media_store import MediaStore
from application.ports.video_repository import VideoRepository
from application.ports.work_observer import AttemptObserver
from domain.video.claim import Claim
from domain.video.failure import FailureCode
from domain.video.original import SourcePlace
from domain.video.renditions import Publication, Rendition
from domain.video.video import Video

_STORE_PAUSE_S = 1.0

VideoVerb = Callable[[Video, datetime], Video]


class Attempt:
    """The attempt that a claim began; `video` is as it was when claimed.

    Applies the events of an engine, each as one conditional write under the claim.

    A video that an earlier attempt made playable is republished only when everything is there,
    so that players never lose a rendition that they have.

    `outcome` is how it ended, in the words of `observed`; `media_s` how long the video plays.

    Every method raises ClaimLostError or VideoNotFoundError when the attempt does not count any
    more.
    """

    def __init__(
        self,
        video: Video,
        claim: Claim,
        videos: VideoRepository,
        media: MediaStore,
        clock: Clock,
        limits: ProcessingLimits,
        observed: AttemptObserver,
    ) -> None:
        self.video = video
        self.number = claim.attempt
        self._videos = videos
        self._media = media
        self._clock = clock
        self._limits = limits
        self._publishes_at_once = not video.is_playable
        self._renditions: tuple[Rendition, ...] = ()
        self._has_thumbnail = False
        self._has_storyboard = False
        self._has_preview = False
        self._size_bytes = 0
        self._hosted_as: str | None = None
        self._progress_saved_at: datetime | None = None
        self._observed = observed
        self.is_over = False
        self.outcome = "handed_back"
        self.media_s = 0.0

    @property
    def is_hosted(self) -> bool:
        """Whether the engine serves what it made, and keeps the source, in its own place."""
        return self._hosted_as is not None

    async def apply(self, event: EngineEvent) -> None:
        """Take over what `event` brings."""
        await self._take_over(event)
        if not isinstance(event, Progressed):
            self._observed.came_to(type(event).__name__)

    async def _take_over(self, event: EngineEvent) -> None:
        match event:
            case Planned() | Examined():
                self.media_s = event.source.duration_s
                await self._persist(
                    lambda video, now: video.note_source_info(self.number, event.source, now)
                )
            case Progressed():
                await self._save_progress(event.fraction)
            case ThumbnailReady():
                await self._take((event.file,))
                self._has_thumbnail = True
                await self._keep_placeholder(event.placeholder)
                await self._publish()
            case StoryboardReady():
                await self._take(event.files)
                self._has_storyboard = True
                await self._publish()
            case PreviewReady():
                await self._take((event.file,))
                self._has_preview = True
                await self._publish()
            case RenditionsReady():
                await self._take(event.files)
                self._renditions = event.renditions
                await self._publish()
            case Bookmarked():
                await self._persist(
                    lambda video, _: video.keep_bookmark(self.number, event.bookmark)
                )
            case Awaiting():
                await self._await_engine(event.look_again_after)
            case HostedReady():
                # Published by `finish`, in the write that ends the work.
                self._hosted_as = event.hosted_as
                self._renditions = event.renditions
                self._has_thumbnail = event.has_thumbnail
                self._has_storyboard = event.has_storyboard
                await self._keep_placeholder(event.placeholder)

    async def renew(self) -> None:
        """Show that the attempt is alive."""
        await self._change(
            lambda video, now: video.renew_claim(self.number, now, self._limits.lease)
        )

    async def finish(self, source_place: SourcePlace) -> Video:
        """Publish everything, note where the source lies, and end the work: in one write.

        Raises:
            ProcessingFailedError: the engine ended without anything to play.
        """
        if not self._renditions:
            raise ProcessingFailedError(FailureCode.INTERNAL_ERROR, "the engine made no rendition")
        finished = await self._persist(
            lambda video, now: (
                video.publish(self.number, self._publication(), now)
                .finish(self.number, now)
                .move_source(source_place)
            )
        )
        self.is_over = True
        self.outcome = "finished"
        return finished

    async def release(self, delay: timedelta = timedelta(), *, counts: bool) -> None:
        """End the attempt without a result; the next may begin after `delay`."""
        await self._change(
            lambda video, now: video.release_claim(self.number, now + delay, counts=counts)
        )
        self.is_over = True

    async def discard_output(self) -> None:
        """Remove the attempt's files, unless they are what players see."""
        try:
            video = await self._videos.get(self.video.id)
        except VideoNotFoundError:
            await self._media.remove_video(self.video.id)
            return
        if video.publication is None or video.publication.attempt != self.number:
            await self._media.remove_attempt(self.video.id, self.number)

    async def _await_engine(self, look_again_after: timedelta) -> None:
        seen = self.video.report
        await self._persist(
            lambda video, now: video.await_engine(self.number, now + look_again_after, seen, now)
        )
        self.is_over = True
        self.outcome = "waiting"

    async def _save_progress(self, fraction: float) -> None:
        now = self._clock.now()
        last = self._progress_saved_at
        if last is not None and now - last < self._limits.progress_interval:
            return
        self._progress_saved_at = now
        # Progress is a hint: a store that does not answer for a moment must not end the work.
        with suppress(StoreUnavailableError):
            await self._change(lambda video, when: video.advance(self.number, fraction, when))

    async def _keep_placeholder(self, placeholder: str | None) -> None:
        if placeholder is not None:
            await self._persist(
                lambda video, now: video.keep_placeholder(self.number, placeholder, now)
            )

    async def _take(self, files: tuple[MediaFile, ...]) -> None:
        self._size_bytes += await self._media.take(self.video.id, self.number, files)

    async def _publish(self) -> None:
        if self._publishes_at_once and self._renditions:
            await self._persist(
                lambda video, now: video.publish(self.number, self._publication(), now)
            )

    def _publication(self) -> Publication:
        return Publication(
            attempt=self.number,
            renditions=self._renditions,
            has_thumbnail=self._has_thumbnail,
            has_storyboard=self._has_storyboard,
            has_preview=self._has_preview,
            size_bytes=self._size_bytes,
            hosted_as=self._hosted_as,
        )

    async def _persist(self, verb: VideoVerb) -> Video:
        """Change the record, patiently: a failover must not throw away what was made."""
        tries = max(1, int(self._limits.lease.total_seconds() / _STORE_PAUSE_S))
        for _ in range(tries - 1):
            with suppress(StoreUnavailableError):
                return await self._change(verb)
            await self._clock.sleep(_STORE_PAUSE_S)
        return await self._change(verb)

    async def _change(self, verb: VideoVerb) -> Video:
        now = self._clock.now()
        return await self._videos.update(self.video.id, lambda video: verb(video, now))
