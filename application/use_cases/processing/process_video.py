"""Working on one video, from the claim to its end state."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from application.errors import (
    ProcessingFailedError,
    SourceMissingError,
    StorageFullError,
    StorageUnavailableError,
    StoreUnavailableError,
    VideoNotFoundError,
)
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.media_engine import EngineJob, MediaEngine
from application.ports.media_store import MediaStore
from application.ports.request_context import RequestContext
from application.ports.video_repository import VideoRepository
from application.ports.work_observer import WorkObserver
from application.use_cases.processing.attempt import Attempt
from application.use_cases.processing.claim_work import ClaimWork
from application.use_cases.processing.settle_work import SettleWork
from application.use_cases.videos.source_locator import SourceLocator
from domain.video.errors import ClaimLostError
from domain.video.failure import FailureCode
from domain.video.original import SourcePlace

_log = logging.getLogger(__name__)

_STORE_PAUSE = timedelta(seconds=1)


class ProcessVideo:
    """Claim the next due video, process it and record the outcome; safe to run twice anywhere.

    Returns whether there was work.
    Nothing is raised for a video that fails: its record tells.
    When the task is cancelled, the claim is handed back and uses up no try.
    Log lines of the work carry the id of the request that uploaded the file.
    """

    def __init__(
        self,
        claim_work: ClaimWork,
        settle_work: SettleWork,
        videos: VideoRepository,
        sources: SourceLocator,
        engine: MediaEngine,
        media: MediaStore,
        clock: Clock,
        context: RequestContext,
        observer: WorkObserver,
        limits: ProcessingLimits,
    ) -> None:
        self._claim_work = claim_work
        self._settle_work = settle_work
        self._videos = videos
        self._sources = sources
        self._engine = engine
        self._media = media
        self._clock = clock
        self._context = context
        self._observer = observer
        self._limits = limits

    async def __call__(self, worker: str) -> bool:
        video = await self._claim_work(worker)
        if video is None or video.claim is None:
            return False
        began_at, request_id = self._clock.now(), video.source.request_id
        observed = self._observer.attempt_began(video.id, video.claim.attempt, request_id)
        attempt = Attempt(
            video, video.claim, self._videos, self._media, self._clock, self._limits, observed
        )
        try:
            with self._context.resumed(request_id):
                await self._see_through(attempt)
        finally:
            took = self._clock.now() - began_at
            observed.ended(attempt.outcome, took.total_seconds(), attempt.media_s)
        return True

    async def _see_through(self, attempt: Attempt) -> None:
        try:
            await self._work(attempt)
        except (ClaimLostError, VideoNotFoundError):
            _log.info("attempt does not count any more", extra=_names(attempt))
            attempt.outcome = "lost"
            await attempt.discard_output()
        except StoreUnavailableError:
            _log.warning("attempt given up: no database", extra=_names(attempt))
            await self._hand_back_later(attempt)

    async def _work(self, attempt: Attempt) -> None:
        try:
            await _run_watched(self._run_and_settle(attempt), self._keep_alive(attempt))
        except asyncio.CancelledError:
            await self._hand_back(attempt)
            raise

    async def _run_and_settle(self, attempt: Attempt) -> None:
        if self._limits.retry.is_overdrawn(attempt.video.effort.attempts_in_cycle):
            await self._settle_work.fail(attempt, FailureCode.ATTEMPTS_EXHAUSTED)
            return
        try:
            await self._run(attempt)
        except (ClaimLostError, VideoNotFoundError, StoreUnavailableError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the record must tell of it
            code = _failure_code(error)
            level = logging.ERROR if code is FailureCode.INTERNAL_ERROR else logging.WARNING
            names = _names(attempt) | {"code": code}
            _log.log(level, "attempt failed: %s", error, extra=names, exc_info=error)
            is_final = isinstance(error, ProcessingFailedError) and error.is_final
            await self._settle_work.fail(attempt, code, is_final=is_final)

    async def _run(self, attempt: Attempt) -> None:
        video, began_at = attempt.video, self._clock.now()
        is_hosted = video.source.place is SourcePlace.HOSTED
        job = EngineJob(
            video.id,
            video.owner_id,
            attempt.number,
            source=None if is_hosted else await self._sources.open(video),
            bookmark=video.bookmark,
            report=video.report,
        )
        async with aclosing(self._engine.process(job)) as events:
            async for event in events:
                await attempt.apply(event)
        if attempt.is_over:
            _log.info("attempt waits for the engine", extra=_names(attempt))
            return
        await self._settle_work.finish(attempt)
        took_s = (self._clock.now() - began_at).total_seconds()
        names = _names(attempt) | {"took_s": took_s, "source_bytes": video.source.size_bytes}
        _log.info("attempt finished", extra=names)

    async def _hand_back(self, attempt: Attempt) -> None:
        """Give the claim back; where that fails its lease ends it, and we still have to stop."""
        try:
            await self._settle_work.hand_back(attempt)
        except Exception as error:  # noqa: BLE001 - nothing may stand in the way of stopping
            _log.warning("claim left to its lease: %s", error, extra=_names(attempt))

    async def _hand_back_later(self, attempt: Attempt) -> None:
        """Give the claim back once the store answers, since the video is not to blame.

        After the length of a lease others may have it, and it is left to them.
        """
        for _ in range(max(1, self._limits.lease // _STORE_PAUSE)):
            await self._clock.sleep(_STORE_PAUSE.total_seconds())
            try:
                await self._settle_work.hand_back(attempt)
            except StoreUnavailableError:
                continue
            except (ClaimLostError, VideoNotFoundError):
                await attempt.discard_output()
            return
        _log.warning("claim left to its lease: no database", extra=_names(attempt))

    async def _keep_alive(self, attempt: Attempt) -> None:
        gap_s = self._limits.heartbeat.total_seconds()
        patience = max(1, self._limits.lease // self._limits.heartbeat - 1)
        misses = 0
        while True:
            await self._clock.sleep(gap_s)
            try:
                await attempt.renew()
                misses = 0
            except StoreUnavailableError:
                misses += 1
                if misses >= patience:
                    raise
            except (ClaimLostError, VideoNotFoundError):
                if attempt.is_over:
                    return
                raise


async def _run_watched(work: Coroutine[Any, Any, None], watch: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end, unless `watch` raises first; neither outlives the call."""
    working, watching = asyncio.create_task(work), asyncio.create_task(watch)
    working.add_done_callback(lambda _: watching.cancel())
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_EXCEPTION)
        if not watching.cancelled() and watching.done():
            watching.result()
    finally:
        working.cancel()
        watching.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)
    working.result()


def _failure_code(error: Exception) -> FailureCode:
    match error:
        case ProcessingFailedError():
            return error.code
        case StorageFullError():
            return FailureCode.STORAGE_FULL
        case SourceMissingError() | StorageUnavailableError():
            return FailureCode.ENGINE_UNAVAILABLE
        case _:
            return FailureCode.INTERNAL_ERROR


def _names(attempt: Attempt) -> dict[str, object]:
    return {"video_id": attempt.video.id, "attempt": attempt.number}
