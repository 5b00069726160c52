"""Reading what owners see of their videos."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from adapters.persistence.known_pages import KnownPages
from adapters.persistence.known_videos import Head, KnownVideos
from adapters.persistence.paging import page_of, skipped
from adapters.persistence.sqlite.video_queries import count_of_owner, page_of_owner
from adapters.persistence.stored_form import OWN_VIDEO_FORM
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId

_HEAD = "SELECT id, created_at, version FROM videos WHERE id = ? AND deleted_at IS NULL"
_VIDEO = "SELECT id, created_at, version, body FROM videos WHERE id = ? AND deleted_at IS NULL"
_VIDEOS = """
    SELECT id, created_at, version, body FROM videos
    WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL
"""

Row = tuple[Any, ...]


class OwnVideoReader:
    """Makes nothing again of what is as it was when it was read before."""

    def __init__(self) -> None:
        self._known = KnownVideos()
        self._pages = KnownPages()

    def show(self, connection: sqlite3.Connection, video_id: VideoId) -> OwnVideo:
        """Return the video.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """
        head = connection.execute(_HEAD, (video_id,)).fetchone()
        if head is not None and (known := self._known.find(head)) is not None:
            return known
        row = connection.execute(_VIDEO, (video_id,)).fetchone()
        if row is None:
            raise VideoNotFoundError
        return self._video(row)

    def list_page(
        self, connection: sqlite3.Connection, owner_id: UserId, query: VideoQuery
    ) -> Page[OwnVideo]:
        """Return a page of the owner's.

        One statement tells the count and the heads, so they are of one state of the file.
        """
        told = connection.execute(*page_of_owner(owner_id, query)).fetchall()
        if not told:
            return Page((), self._count_without(connection, owner_id, query), next=None)
        if (known := self._pages.find(owner_id, query, told)) is not None:
            return known
        heads = [Head._make(row[1:]) for row in told]
        shown = self._videos(connection, heads[: query.limit])
        if len(shown) < min(len(heads), query.limit):
            # One was removed since its head was told.
            return self.list_page(connection, owner_id, query)
        page = page_of(heads, told[0][0], query, lambda head: shown[head.id])
        return self._pages.keep(owner_id, query, told, page)

    def _count_without(
        self, connection: sqlite3.Connection, owner_id: UserId, query: VideoQuery
    ) -> int:
        """Return the count for a page that has no row to tell it."""
        if query.after is None and not skipped(query):
            return 0
        (total,) = connection.execute(*count_of_owner(owner_id, query)).fetchone()
        return int(total)

    def _videos(self, connection: sqlite3.Connection, heads: Sequence[Head]) -> dict[str, OwnVideo]:
        """Return the videos of these heads by id, without those that are gone."""
        known = {head.id: self._known.find(head) for head in heads}
        shown = {video_id: video for video_id, video in known.items() if video is not None}
        if missing := list(known.keys() - shown.keys()):
            rows: Iterable[Row] = connection.execute(_VIDEOS, (json.dumps(missing),)).fetchall()
            shown |= {row[0]: self._video(row) for row in rows}
        return shown

    def _video(self, row: Row) -> OwnVideo:
        return self._known.keep(Head._make(row[:3]), OWN_VIDEO_FORM.from_json(row[3]))
