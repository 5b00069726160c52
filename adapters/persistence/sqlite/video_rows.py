"""One video and its row: inside whatever transaction the caller is in."""

import sqlite3

from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import VIDEO_FORM
from adapters.persistence.video_keys import VideoKeys
from application.errors import DuplicateIdError, VideoNotFoundError
from domain.ids import VideoId
from domain.video.video import Video


def get_video(connection: sqlite3.Connection, video_id: VideoId) -> Video:
    """Return the video.

    Raises:
        VideoNotFoundError: there is none with this id, or it is deleted.
    """
    row = connection.execute(
        "SELECT body FROM videos WHERE id = ? AND deleted_at IS NULL", [video_id]
    ).fetchone()
    if row is None:
        raise VideoNotFoundError
    return VIDEO_FORM.from_json(row[0])


def insert_video(connection: sqlite3.Connection, video: Video) -> None:
    """Add the row.

    Raises:
        DuplicateIdError: another video has the id.
    """
    try:
        connection.execute(
            """
            INSERT INTO videos (
              id, owner_id, created_at, version, status, title_folded, source_bytes, staged_id,
              due_at, lease_until, cycle_began_at, deleted_at, is_deleted, body
            ) VALUES (
              :id, :owner_id, :created_at, :version, :status, :title_folded, :source_bytes,
              :staged_id, :due_at, :lease_until, :cycle_began_at, :deleted_at, :is_deleted, :body
            )
            """,
            {"owner_id": video.owner_id, "created_at": to_ms(video.created_at), **_row(video)},
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc


def replace_video(connection: sqlite3.Connection, video: Video) -> None:
    """Write everything that may change in the life of a video."""
    connection.execute(
        """
        UPDATE videos SET
          version = :version, status = :status, title_folded = :title_folded,
          source_bytes = :source_bytes, staged_id = :staged_id, due_at = :due_at,
          lease_until = :lease_until, cycle_began_at = :cycle_began_at, deleted_at = :deleted_at,
          is_deleted = :is_deleted, body = :body
        WHERE id = :id
        """,
        _row(video),
    )


def _row(video: Video) -> dict[str, object]:
    keys = VideoKeys.of(video)
    return {
        "id": video.id,
        "version": video.version,
        "status": video.status,
        "title_folded": keys.title_folded,
        "source_bytes": video.source.size_bytes,
        "staged_id": keys.staged_id,
        "due_at": to_ms(keys.due_at),
        "lease_until": to_ms(keys.lease_until),
        "cycle_began_at": to_ms(keys.cycle_began_at),
        "deleted_at": to_ms(video.deleted_at),
        "is_deleted": video.deleted_at is not None,
        "body": VIDEO_FORM.to_json(video),
    }
