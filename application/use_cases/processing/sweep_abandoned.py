"""Removing what crashes left behind."""

import logging
from dataclasses import asdict, dataclass

from application.errors import VideoNotFoundError
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.idempotency_store import IdempotencyStore
from application.ports.media_store import MediaStore
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.video_repository import VideoRepository
from application.ports.work_observer import WorkObserver
from application.use_cases.accounts.forget_expired import ForgetExpired
from application.use_cases.processing.sweep_scratch import SweepScratch
from application.use_cases.uploads.expire_uploads import ExpireUploads
from domain.ids import VideoId

_log = logging.getLogger(__name__)

_BATCH = 200


@dataclass(slots=True)
class SweepCounts:
    """What a sweep removed, or would remove."""

    uploads: int = 0
    staged_files: int = 0
    videos_without_record: int = 0
    unpublished_attempts: int = 0
    dead_attempts: int = 0
    sessions: int = 0
    personal_tokens: int = 0
    idempotency_keys: int = 0


class SweepAbandoned:
    """Remove expired uploads, and bytes that no record names: rests of uploads and of videos.

    Nothing that a living record names is touched, and nothing that changed so lately that its
    record may still be on the way; `staging_clock` is the one that dates those changes.
    Any number of processes may do this at once.
    """

    def __init__(
        self,
        videos: VideoRepository,
        uploads: UploadRepository,
        expire_uploads: ExpireUploads,
        keys: IdempotencyStore,
        forget_expired: ForgetExpired,
        staging: StagingArea,
        media: MediaStore,
        sweep_scratch: SweepScratch,
        observer: WorkObserver,
        clock: Clock,
        staging_clock: Clock,
        limits: ProcessingLimits,
    ) -> None:
        self._videos = videos
        self._uploads = uploads
        self._expire_uploads = expire_uploads
        self._keys = keys
        self._forget_expired = forget_expired
        self._staging = staging
        self._media = media
        self._sweep_scratch = sweep_scratch
        self._observer = observer
        self._clock = clock
        self._staging_clock = staging_clock
        self._limits = limits

    async def __call__(self, *, dry_run: bool = False) -> SweepCounts:
        counts = SweepCounts(uploads=await self._expire_uploads(dry_run=dry_run))
        await self._sweep_staging(counts, dry_run=dry_run)
        await self._sweep_media(counts, dry_run=dry_run)
        counts.dead_attempts = await self._sweep_scratch(dry_run=dry_run)
        if not dry_run:
            counts.idempotency_keys = await self._keys.remove_expired(self._clock.now())
            forgotten = await self._forget_expired()
            counts.sessions = forgotten.sessions
            counts.personal_tokens = forgotten.personal_tokens
            self._observer.swept(asdict(counts))
            if any(asdict(counts).values()):
                _log.info("swept what nothing names any more", extra=asdict(counts))
        return counts

    async def _sweep_staging(self, counts: SweepCounts, *, dry_run: bool) -> None:
        old = self._staging_clock.now() - self._limits.abandoned_after
        entries = await self._staging.list_changed_before(old)
        for start in range(0, len(entries), _BATCH):
            staged_ids = {entry.staged_id for entry in entries[start : start + _BATCH]}
            # Uploads first: one that becomes a video in between is found among the videos.
            growing = await self._uploads.find_staged(staged_ids)
            for staged_id in staged_ids - growing - await self._videos.find_staged(staged_ids):
                counts.staged_files += 1
                if not dry_run:
                    await self._staging.remove(staged_id)

    async def _sweep_media(self, counts: SweepCounts, *, dry_run: bool) -> None:
        batch: list[VideoId] = []
        async for video_id in self._media.list_videos():
            batch.append(video_id)
            if len(batch) == _BATCH:
                await self._sweep_videos(batch, counts, dry_run=dry_run)
                batch.clear()
        await self._sweep_videos(batch, counts, dry_run=dry_run)

    async def _sweep_videos(
        self, batch: list[VideoId], counts: SweepCounts, *, dry_run: bool
    ) -> None:
        known = await self._videos.find_known(batch)
        for video_id in batch:
            if video_id in known:
                await self._sweep_attempts(video_id, counts, dry_run=dry_run)
                continue
            counts.videos_without_record += 1
            if not dry_run:
                await self._media.remove_video(video_id)

    async def _sweep_attempts(
        self, video_id: VideoId, counts: SweepCounts, *, dry_run: bool
    ) -> None:
        numbers = await self._media.list_attempts(video_id)
        try:
            video = await self._videos.get(video_id)
        except VideoNotFoundError:
            return
        newest = video.effort.attempts_begun if video.needs_work else None
        published = video.publication.attempt if video.publication else None
        for number in numbers:
            if number not in {newest, published}:
                counts.unpublished_attempts += 1
                if not dry_run:
                    await self._media.remove_attempt(video_id, number)
