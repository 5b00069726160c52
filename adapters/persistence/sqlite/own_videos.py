"""Reading what owners see of their videos."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.persistence.known_videos import Head, KnownVideos
from adapters.persistence.paging import page_of
from adapters.persistence.sqlite.video_queries import count_of_owner, page_of_owner
from adapters.persistence.stored_form import OWN_VIDEO_FORM
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId

_HEAD = "SELECT id, created_at, version FROM videos WHERE id = ? AND deleted_at IS NULL"
_WHOLE = "SELECT id, created_at, version, body FROM videos WHERE id = ?"


class OwnVideoReader:
    """Asks for heads, and for the bodies of videos that have changed since they were read."""

    def __init__(self) -> None:
        self._known = KnownVideos()

    def show(self, connection: sqlite3.Connection, video_id: VideoId) -> OwnVideo:
        """Return the video.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """
        row = connection.execute(_HEAD, [video_id]).fetchone()
        if row is None:
            raise VideoNotFoundError
        return self._read(connection, Head(*row))

    def list_page(
        self, connection: sqlite3.Connection, owner_id: UserId, query: VideoQuery
    ) -> Page[OwnVideo]:
        """Return a page of the owner's."""
        with _one_state(connection):
            (total,) = connection.execute(*count_of_owner(owner_id, query)).fetchone()
            rows = connection.execute(*page_of_owner(owner_id, query)).fetchall()
            return page_of(rows, total, query, lambda row: self._read(connection, Head(*row)))

    def _read(self, connection: sqlite3.Connection, head: Head) -> OwnVideo:
        if (known := self._known.find(head)) is not None:
            return known
        row = connection.execute(_WHOLE, [head.id]).fetchone()
        if row is None:
            raise VideoNotFoundError
        # What stands beside the body, since it may have changed since its head was told.
        *stored, body = row
        return self._known.keep(Head(*stored), OWN_VIDEO_FORM.from_json(body))


@contextmanager
def _one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Have all questions answered from one state of the file."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")
