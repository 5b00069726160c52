"""The questions about videos, as SQL; the values are always bound, never spelled."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from adapters.persistence.paging import skipped
from adapters.persistence.sqlite.instants import to_ms
from application.pages import Cursor, VideoQuery, VideoSort, VideoSurvey
from domain.ids import UserId


class Statement(NamedTuple):
    """SQL and what is bound in it."""

    sql: str
    values: dict[str, object]


def page_of_owner(owner_id: UserId, query: VideoQuery) -> Statement:
    """Ask for the heads of a page, and of the video after it; each row begins with the count."""
    where, values = _matching(owner_id, query)
    if query.after is not None:
        values |= {"after_key": _bound(query.after), "after_id": query.after.id}
    values |= {"limit": query.limit + 1, "skipped": skipped(query)}
    return Statement(_page(where, query.sort, is_continued=query.after is not None), values)


def count_of_owner(owner_id: UserId, query: VideoQuery) -> Statement:
    """Ask how many videos all pages together have."""
    where, values = _matching(owner_id, query)
    return Statement(f"SELECT COUNT(*) FROM videos WHERE {where}", values)  # noqa: S608 - constants


def page_of_all(query: VideoSurvey) -> Statement:
    """Ask for the bodies of a page of everybody's videos."""
    where, values = _surveyed(query)
    sql = f"SELECT body FROM videos WHERE {where} ORDER BY id DESC LIMIT :limit OFFSET :skipped"  # noqa: S608 - constants
    return Statement(sql, values | {"limit": query.page.limit, "skipped": query.page.skipped})


def count_of_all(query: VideoSurvey) -> Statement:
    """Ask how many videos all pages together have."""
    where, values = _surveyed(query)
    return Statement(f"SELECT COUNT(*) FROM videos WHERE {where}", values)  # noqa: S608 - constants


def heads_of_queues(now: datetime, limit: int) -> Statement:
    """Ask for owners with due work, their video that is due longest, and their living claims.

    Jumps through the index from owner to owner, so that a thousand waiting videos of one owner
    cost as much as one.
    """
    sql = """
        WITH RECURSIVE owners (owner_id) AS (
          SELECT MIN(owner_id) FROM videos WHERE due_at IS NOT NULL
          UNION ALL
          SELECT (
            SELECT MIN(next.owner_id) FROM videos AS next
            WHERE next.due_at IS NOT NULL AND next.owner_id > owners.owner_id
          )
          FROM owners WHERE owner_id IS NOT NULL
        )
        SELECT head.owner_id, head.id, head.due_at, (
          SELECT COUNT(*) FROM videos AS claimed
          WHERE claimed.owner_id = head.owner_id AND claimed.lease_until > :now
        )
        FROM owners JOIN videos AS head ON head.id = (
          SELECT due.id FROM videos AS due
          WHERE due.owner_id = owners.owner_id AND due.due_at <= :now
          ORDER BY due.due_at, due.id LIMIT 1
        )
        ORDER BY head.due_at, head.id LIMIT :limit
    """
    return Statement(sql, {"now": to_ms(now), "limit": limit})


def load_of_work(now: datetime) -> Statement:
    """Ask how many videos are due, since when the first is, and how many are claimed."""
    sql = """
        SELECT COUNT(*), MIN(due_at), (SELECT COUNT(*) FROM videos AS claimed
                                       WHERE claimed.lease_until > :now)
        FROM videos AS due WHERE due.due_at <= :now
    """
    return Statement(sql, {"now": to_ms(now)})


@cache
def _page(matching: str, sort: VideoSort, *, is_continued: bool) -> str:
    key = "title_folded" if sort.is_by_title else "created_at"
    direction, beyond = ("DESC", "<") if sort.is_descending else ("ASC", ">")
    continued = f" AND ({key}, id) {beyond} (:after_key, :after_id)" if is_continued else ""
    return f"""
        SELECT (SELECT COUNT(*) FROM videos WHERE {matching}), id, created_at, version
        FROM videos WHERE {matching}{continued}
        ORDER BY {key} {direction}, id {direction} LIMIT :limit OFFSET :skipped
    """  # noqa: S608 - made of the constants above


def _matching(owner_id: UserId, query: VideoQuery) -> tuple[str, dict[str, object]]:
    where = "owner_id = :owner_id AND is_deleted = 0"
    values: dict[str, object] = {"owner_id": owner_id}
    if query.status is not None:
        where += " AND status = :status"
        values["status"] = query.status
    if query.title_contains is not None:
        where += " AND instr(title_folded, :wanted) > 0"
        values["wanted"] = query.title_contains
    return where, values


def _surveyed(query: VideoSurvey) -> tuple[str, dict[str, object]]:
    where = "is_deleted = 0" + (" AND due_at IS NOT NULL" if query.has_work else "")
    values: dict[str, object] = {}
    for column, wanted in (("status", query.status), ("owner_id", query.owner_id)):
        if wanted is not None:
            where += f" AND {column} = :{column}"
            values[column] = wanted
    if query.title_contains is not None:
        where += " AND instr(title_folded, :wanted) > 0"
        values["wanted"] = query.title_contains
    return where, values


def _bound(cursor: Cursor) -> int | str:
    return to_ms(cursor.key) if isinstance(cursor.key, datetime) else cursor.key
