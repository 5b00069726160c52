"""Videos in the table `videos`."""

import json
import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.event_rows import append_events
from adapters.persistence.sqlite.instants import from_ms, to_ms
from adapters.persistence.sqlite.own_videos import OwnVideoReader
from adapters.persistence.sqlite.video_queries import (
    count_of_all,
    heads_of_queues,
    load_of_work,
    page_of_all,
)
from adapters.persistence.sqlite.video_rows import (
    get_video,
    insert_video,
    replace_video,
)
from adapters.persistence.stored_form import VIDEO_FORM
from application.pages import Listing, Page, VideoQuery, VideoSurvey
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
from domain.video.events import events_of
from domain.video.video import Video


class SqliteVideoRepository(VideoRepository):
    """A page and its count cost microseconds from their index and are read in line.

    A search looks at every title of the owner, so it runs beside the event loop, as do the
    questions of workers and sweeps.
    """

    def __init__(self, database: SqliteDatabase, signals: EventSignals | None = None) -> None:
        self._database = database
        self._signals = signals
        self._reader = OwnVideoReader()

    async def add(self, video: Video) -> None:
        def insert(connection: sqlite3.Connection) -> bool:
            insert_video(connection, video)
            return append_events(connection, events_of(None, video))

        if await self._database.write(insert):
            await self._announce(video)

    async def get(self, video_id: VideoId) -> Video:
        return self._database.read(lambda connection: get_video(connection, video_id))

    async def show(self, video_id: VideoId) -> OwnVideo:
        return self._database.read(lambda connection: self._reader.show(connection, video_id))

    async def list_owned(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        def read_page(connection: sqlite3.Connection) -> Page[OwnVideo]:
            return self._reader.list_page(connection, owner_id, query)

        if query.title_contains is None:
            return self._database.read(read_page)
        return await self._database.scan(read_page)

    async def usage(self, owner_id: UserId) -> Usage:
        row = self._database.read(
            lambda connection: connection.execute(
                """
                SELECT COUNT(*), COALESCE(SUM(source_bytes), 0) FROM videos
                WHERE owner_id = ? AND is_deleted = 0
                """,
                [owner_id],
            ).fetchone()
        )
        return Usage(*row)

    async def survey(self, query: VideoSurvey) -> Listing[Video]:
        def read_page(connection: sqlite3.Connection) -> Listing[Video]:
            (total,) = connection.execute(*count_of_all(query)).fetchone()
            return Listing(
                tuple(_videos(connection.execute(*page_of_all(query)).fetchall())), total
            )

        return await self._database.scan(read_page)

    async def total_usage(self) -> TotalUsage:
        row = await self._database.scan(
            lambda connection: connection.execute(
                """
                SELECT COUNT(*), COALESCE(SUM(source_bytes), 0),
                  COALESCE(SUM(json_extract(body, '$.publication.size_bytes')), 0)
                FROM videos WHERE is_deleted = 0
                """
            ).fetchone()
        )
        return TotalUsage(*row)

    async def update(self, video_id: VideoId, change: Callable[[Video], Video]) -> Video:
        def change_stored(connection: sqlite3.Connection) -> tuple[Video, bool]:
            stored = get_video(connection, video_id)
            changed = change(stored)
            if changed is stored:
                return stored, False
            replace_video(connection, changed)
            return changed, append_events(connection, events_of(stored, changed))

        changed, is_news = await self._database.write(change_stored)
        if is_news:
            await self._announce(changed)
        return changed

    async def list_waiting(self, now: datetime, limit: int) -> tuple[WaitingOwner, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(*heads_of_queues(now, limit)).fetchall()
        )
        return tuple(
            WaitingOwner(UserId(owner_id), VideoId(video_id), from_ms(due_at), running)
            for owner_id, video_id, due_at, running in rows
        )

    async def measure_work(self, now: datetime) -> WorkLoad:
        waiting, oldest_ms, running = await self._database.scan(
            lambda connection: connection.execute(*load_of_work(now)).fetchone()
        )
        oldest = now if oldest_ms is None else from_ms(oldest_ms)
        return WorkLoad(waiting, running, (now - oldest).total_seconds())

    async def list_claimed(self, now: datetime, limit: int) -> tuple[Video, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT body FROM videos WHERE lease_until > ? LIMIT ?", [to_ms(now), limit]
            ).fetchall()
        )
        return tuple(_videos(rows))

    async def list_unfinished(self, cycle_began_before: datetime, limit: int) -> tuple[Video, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                """
                SELECT body FROM videos WHERE cycle_began_at < ?
                ORDER BY cycle_began_at, id LIMIT ?
                """,
                [to_ms(cycle_began_before), limit],
            ).fetchall()
        )
        return tuple(_videos(rows))

    async def list_deleted(self, limit: int) -> tuple[Video, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                """
                SELECT body FROM videos WHERE deleted_at IS NOT NULL
                ORDER BY deleted_at, id LIMIT ?
                """,
                [limit],
            ).fetchall()
        )
        return tuple(_videos(rows))

    async def purge(self, video_id: VideoId) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                "DELETE FROM videos WHERE id = ? AND deleted_at IS NOT NULL", [video_id]
            )
        )

    async def find_known(self, video_ids: Collection[VideoId]) -> frozenset[VideoId]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT id FROM videos WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(video_ids))],
            ).fetchall()
        )
        return frozenset(VideoId(video_id) for (video_id,) in rows)

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT staged_id FROM videos WHERE staged_id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(staged_ids))],
            ).fetchall()
        )
        return frozenset(StagedId(staged_id) for (staged_id,) in rows)

    async def _announce(self, video: Video) -> None:
        if self._signals is not None:
            await self._signals.announce(video.owner_id)


def _videos(rows: list[tuple[str]]) -> list[Video]:
    return [_video(row) for row in rows]


def _video(row: tuple[str]) -> Video:
    return VIDEO_FORM.from_json(row[0])
