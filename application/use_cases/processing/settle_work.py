"""The end of an attempt: done, to be tried again, or given up."""

from application.errors import SourceMissingError, StorageFullError, StorageUnavailableError
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.media_store import MediaStore
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository
from application.use_cases.processing.attempt import Attempt
from application.use_cases.videos.source_locator import SourceLocator
from domain.video.errors import WorkNotDueError
from domain.video.failure import FailureCode
from domain.video.original import SourcePlace
from domain.video.video import Video

_GONE = SourcePlace.GONE


class SettleWork:
    """Record how an attempt ended, and put its source and its rests where they belong.

    The source leaves the staging area when no more work is due on it: first it is kept, then the
    record says so, then the staged bytes go, so that a crash in between loses nothing and the
    sweep can tell what is left over.
    """

    def __init__(
        self,
        videos: VideoRepository,
        staging: StagingArea,
        media: MediaStore,
        sources: SourceLocator,
        clock: Clock,
        ids: IdGenerator,
        limits: ProcessingLimits,
    ) -> None:
        self._videos = videos
        self._staging = staging
        self._media = media
        self._sources = sources
        self._clock = clock
        self._ids = ids
        self._limits = limits

    async def finish(self, attempt: Attempt) -> None:
        """Record success, and remove what earlier attempts published."""
        video = await attempt.finish(await self._place_when_done(attempt))
        await self._clear_staging(video)
        for number in await self._media.list_attempts(video.id):
            if number != attempt.number:
                await self._media.remove_attempt(video.id, number)

    async def fail(self, attempt: Attempt, code: FailureCode, *, is_final: bool = False) -> None:
        """Record a failure: another try later, where that can help and one is left."""
        used = (await self._videos.get(attempt.video.id)).effort.attempts_in_cycle
        if code.retryable and not is_final and not self._limits.retry.is_exhausted(used):
            delay = self._limits.retry.delay(used, self._ids.jitter())
            await attempt.release(delay, counts=True)
        else:
            await self._give_up(attempt.video, code, attempt.number)
            attempt.is_over = True
        attempt.outcome = code
        await attempt.discard_output()

    async def hand_back(self, attempt: Attempt) -> None:
        """Let another worker begin at once; the attempt uses up no try."""
        await attempt.release(counts=False)
        await attempt.discard_output()

    async def expire(self, video: Video) -> None:
        """Give up a video whose time is over, whoever works on it.

        Raises:
            WorkNotDueError: its time began anew since `video` was read, or its work is done.
            VideoNotFoundError: it is gone.
        """
        await self._give_up(video, FailureCode.PROCESSING_EXPIRED, None)

    async def _give_up(self, video: Video, code: FailureCode, attempt: int | None) -> None:
        place = await self._place_when_given_up(video, code)
        now = self._clock.now()
        cycle_began_at, source = video.effort.cycle_began_at, video.source

        def change(stored: Video) -> Video:
            if attempt is not None:
                stored.require_claim(attempt)
            elif (stored.effort.cycle_began_at, stored.source) != (cycle_began_at, source):
                raise WorkNotDueError
            return stored.give_up(code, now).move_source(place)

        await self._clear_staging(await self._videos.update(video.id, change))

    async def _clear_staging(self, video: Video) -> None:
        if video.source.place is not SourcePlace.STAGED:
            await self._staging.remove(video.source.staged_id)

    async def _place_when_done(self, attempt: Attempt) -> SourcePlace:
        if attempt.is_hosted:
            is_stored = attempt.video.source.place is SourcePlace.STORED
            return SourcePlace.STORED if is_stored else SourcePlace.HOSTED
        return await self._keep_source(attempt.video) if self._limits.keep_source else _GONE

    async def _place_when_given_up(self, video: Video, code: FailureCode) -> SourcePlace:
        if video.source.place is SourcePlace.HOSTED:
            # A hosted engine does not keep what it cannot process.
            return SourcePlace.HOSTED if code.retryable else _GONE
        wanted = self._limits.keep_source or code.retryable
        return await self._keep_source(video) if wanted else _GONE

    async def _keep_source(self, video: Video) -> SourcePlace:
        """Put the source beside the published files; where that fails it stays where it is."""
        if video.source.place is not SourcePlace.STAGED:
            return video.source.place
        try:
            await self._media.keep_source(video.id, await self._sources.open(video))
        except SourceMissingError:
            return _GONE
        except (StorageFullError, StorageUnavailableError):
            return SourcePlace.STAGED
        return SourcePlace.STORED
