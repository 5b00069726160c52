"""Videos in a dict."""

import itertools
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.paging import page_of, skipped, sort_key
from application.errors import DuplicateIdError, VideoNotFoundError
from application.pages import Cursor, Listing, Page, VideoQuery, VideoSurvey
from application.ports.event_signals import EventSignals
from application.ports.video_repository import (
    TotalUsage,
    Usage,
    VideoRepository,
    WaitingOwner,
    WorkLoad,
)
from application.views import OwnVideo
from domain.ids import StagedId, UserId, VideoId
from domain.video.events import VideoEvent, events_of
from domain.video.original import SourcePlace
from domain.video.video import Video


class MemoryVideoRepository(VideoRepository):
    """Keeps videos by id; every listing looks at each and sorts."""

    def __init__(
        self, log: MemoryEventLog | None = None, signals: EventSignals | None = None
    ) -> None:
        self._videos: dict[VideoId, Video] = {}
        self._log = log or MemoryEventLog()
        self._signals = signals

    async def add(self, video: Video) -> None:
        if video.id in self._videos:
            raise DuplicateIdError
        self._videos[video.id] = video
        await self._tell(events_of(None, video))

    async def get(self, video_id: VideoId) -> Video:
        video = self._videos.get(video_id)
        if video is None or video.deleted_at is not None:
            raise VideoNotFoundError
        return video

    async def show(self, video_id: VideoId) -> OwnVideo:
        return OwnVideo.of(await self.get(video_id))

    async def list_owned(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        matches = [OwnVideo.of(video) for video in self._owned(owner_id) if _matches(video, query)]
        found = matches
        if query.after is not None:
            found = [video for video in matches if _comes_after(video, query.after)]
        found.sort(
            key=lambda video: (sort_key(video, query.sort), video.id),
            reverse=query.sort.is_descending,
        )
        first = skipped(query)
        matched = found[first : first + query.limit + 1]
        return page_of(matched, len(matches), query, lambda video: video)

    async def usage(self, owner_id: UserId) -> Usage:
        sizes_bytes = [video.source.size_bytes for video in self._owned(owner_id)]
        return Usage(len(sizes_bytes), sum(sizes_bytes))

    async def survey(self, query: VideoSurvey) -> Listing[Video]:
        found = [
            video
            for video in self._videos.values()
            if video.deleted_at is None
            and query.status in {None, video.status}
            and query.owner_id in {None, video.owner_id}
            and (query.title_contains or "") in video.title.folded
            and (video.needs_work or not query.has_work)
        ]
        return query.page.cut(sorted(found, key=lambda video: video.id, reverse=True))

    async def total_usage(self) -> TotalUsage:
        kept = [video for video in self._videos.values() if video.deleted_at is None]
        return TotalUsage(
            videos=len(kept),
            source_bytes=sum(video.source.size_bytes for video in kept),
            published_bytes=sum(
                video.publication.size_bytes for video in kept if video.publication is not None
            ),
        )

    async def update(self, video_id: VideoId, change: Callable[[Video], Video]) -> Video:
        stored = await self.get(video_id)
        changed = change(stored)
        self._videos[video_id] = changed
        await self._tell(events_of(stored, changed))
        return changed

    async def list_waiting(self, now: datetime, limit: int) -> tuple[WaitingOwner, ...]:
        due = sorted(
            (video.due_at, video.id, video.owner_id)
            for video in self._videos.values()
            if video.due_at is not None and video.due_at <= now
        )
        first: dict[UserId, WaitingOwner] = {}
        for due_at, video_id, owner_id in due:
            if owner_id not in first:
                running = self._running(owner_id, now)
                first[owner_id] = WaitingOwner(owner_id, video_id, due_at, running)
        return tuple(first.values())[:limit]

    async def measure_work(self, now: datetime) -> WorkLoad:
        held = self._videos.values()
        due = [video.due_at for video in held if video.due_at is not None and video.due_at <= now]
        running = sum(_is_claimed(video, now) for video in held)
        return WorkLoad(len(due), running, (now - min(due, default=now)).total_seconds())

    async def list_claimed(self, now: datetime, limit: int) -> tuple[Video, ...]:
        claimed = (video for video in self._videos.values() if _is_claimed(video, now))
        return tuple(itertools.islice(claimed, limit))

    async def list_unfinished(self, cycle_began_before: datetime, limit: int) -> tuple[Video, ...]:
        unfinished = [
            video
            for video in self._videos.values()
            if video.needs_work and video.effort.cycle_began_at < cycle_began_before
        ]
        unfinished.sort(key=lambda video: (video.effort.cycle_began_at, video.id))
        return tuple(unfinished[:limit])

    async def list_deleted(self, limit: int) -> tuple[Video, ...]:
        deleted = [
            (video.deleted_at, video.id, video)
            for video in self._videos.values()
            if video.deleted_at is not None
        ]
        deleted.sort(key=lambda entry: entry[:2])
        return tuple(video for _, _, video in deleted[:limit])

    async def purge(self, video_id: VideoId) -> None:
        video = self._videos.get(video_id)
        if video is not None and video.deleted_at is not None:
            del self._videos[video_id]

    async def find_known(self, video_ids: Collection[VideoId]) -> frozenset[VideoId]:
        return frozenset(video_id for video_id in video_ids if video_id in self._videos)

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        staged = {
            video.source.staged_id
            for video in self._videos.values()
            if video.source.place is SourcePlace.STAGED
        }
        return frozenset(staged.intersection(staged_ids))

    async def _tell(self, events: tuple[VideoEvent, ...]) -> None:
        self._log.append(events)
        if self._signals is not None and events:
            await self._signals.announce(events[0].owner_id)

    def _owned(self, owner_id: UserId) -> Iterable[Video]:
        return (
            video
            for video in self._videos.values()
            if video.owner_id == owner_id and video.deleted_at is None
        )

    def _running(self, owner_id: UserId, now: datetime) -> int:
        return sum(
            _is_claimed(video, now) for video in self._videos.values() if video.owner_id == owner_id
        )


def _is_claimed(video: Video, now: datetime) -> bool:
    return video.claim is not None and video.claim.is_alive(now)


def _matches(video: Video, query: VideoQuery) -> bool:
    if query.status is not None and video.status is not query.status:
        return False
    return query.title_contains is None or query.title_contains in video.title.folded


def _comes_after(video: OwnVideo, cursor: Cursor) -> bool:
    place, last = (sort_key(video, cursor.sort), video.id), (cursor.key, cursor.id)
    return place < last if cursor.sort.is_descending else place > last
