"""Every question is answered from an index: nothing is scanned, nothing is sorted."""

import re
import sqlite3
from collections.abc import Awaitable, Callable

import pytest

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.delivery_repository import SqliteDeliveryRepository
from adapters.persistence.sqlite.event_log import SqliteEventLog
from adapters.persistence.sqlite.idempotency_store import SqliteIdempotencyStore
from adapters.persistence.sqlite.personal_token_repository import SqlitePersonalTokenRepository
from adapters.persistence.sqlite.session_repository import SqliteSessionRepository
from adapters.persistence.sqlite.upload_repository import SqliteUploadRepository
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.persistence.sqlite.webhook_repository import SqliteWebhookRepository
from application.pages import Cursor, VideoQuery, VideoSort
from domain.account.email import EmailAddress
from domain.ids import PersonalTokenId, SessionId, StagedId, UploadId, UserId, VideoId, WebhookId
from domain.video.lifecycle import VideoStatus
from tests.builders import NOW, a_session, a_user, a_video, an_id, an_upload

Question = Callable[[SqliteDatabase], Awaitable[object]]

OWNER_ID = an_id(UserId)

_OURS = (
    "deliveries|webhooks|events|videos|users|sessions|uploads|keyed_requests"
    "|head|due|claimed|next"  # names that questions give to `videos`
)


def page(**query: object) -> Question:
    """Ask for a page; the fields of the query are given by name."""
    asked = VideoQuery(**query)  # type: ignore[arg-type]
    return lambda database: SqliteVideoRepository(database).list_owned(OWNER_ID, asked)


def after(sort: VideoSort) -> Cursor:
    return Cursor(sort, "a title" if sort.is_by_title else NOW, an_id(VideoId))


PAGES: dict[str, Question] = {
    f"{kind} by {sort.value}, {status}": page(
        sort=sort,
        status=status,
        page=1 if kind != "page 500" else 500,
        after=after(sort) if kind == "cursor" else None,
    )
    for kind in ("first page", "page 500", "cursor")
    for sort in VideoSort
    for status in (None, VideoStatus.READY)
}

QUESTIONS: dict[str, Question] = {
    **PAGES,
    "search": page(title_contains="a", sort=VideoSort.TITLE),
    "video": lambda database: _found(SqliteVideoRepository(database).get(an_id(VideoId))),
    "usage": lambda database: SqliteVideoRepository(database).usage(OWNER_ID),
    "unfinished": lambda database: SqliteVideoRepository(database).list_unfinished(NOW, 10),
    "deleted": lambda database: SqliteVideoRepository(database).list_deleted(10),
    "known": lambda database: SqliteVideoRepository(database).find_known([an_id(VideoId)]),
    "staged": lambda database: SqliteVideoRepository(database).find_staged([an_id(StagedId)]),
    "user": lambda database: _found(SqliteUserRepository(database).get(OWNER_ID)),
    "e-mail": lambda database: SqliteUserRepository(database).find_by_email(EmailAddress("a@b.c")),
    "session": lambda database: SqliteSessionRepository(database).find(an_id(SessionId)),
    "sessions": lambda database: SqliteSessionRepository(database).list_alive(OWNER_ID, NOW),
    "tokens": lambda database: SqlitePersonalTokenRepository(database).list_of(OWNER_ID),
    "token": lambda database: SqlitePersonalTokenRepository(database).find(an_id(PersonalTokenId)),
    "ended": lambda database: SqliteSessionRepository(database).list_ended_since(NOW),
    "expired": lambda database: SqliteSessionRepository(database).remove_expired(NOW),
    "expired tokens": lambda database: SqlitePersonalTokenRepository(database).remove_expired(NOW),
    "events": lambda database: SqliteEventLog(database).read(OWNER_ID, 5, 10),
    "events of a video": lambda database: SqliteEventLog(database).read(
        OWNER_ID, 5, 10, an_id(VideoId)
    ),
    "events of all": lambda database: SqliteEventLog(database).read_all(5, 10),
    "webhooks": lambda database: SqliteWebhookRepository(database).list_owned(OWNER_ID),
    "deliveries": lambda database: SqliteDeliveryRepository(database).list_of(
        an_id(WebhookId), 5, 10
    ),
    "due delivery": lambda database: SqliteDeliveryRepository(database).find_due(
        NOW, [an_id(WebhookId)]
    ),
    "old deliveries": lambda database: SqliteDeliveryRepository(database).remove_before(NOW),
    "old events": lambda database: SqliteEventLog(database).remove_before(NOW),
    "expired keys": lambda database: SqliteIdempotencyStore(database).remove_expired(NOW),
    "upload": lambda database: _found(SqliteUploadRepository(database).get(an_id(UploadId))),
    "open uploads": lambda database: SqliteUploadRepository(database).usage(OWNER_ID, NOW),
    "complete uploads": lambda database: SqliteUploadRepository(database).list_complete(10),
    "due uploads": lambda database: SqliteUploadRepository(database).list_due(NOW, 10),
    "staged uploads": lambda database: SqliteUploadRepository(database).find_staged(
        [an_id(StagedId)]
    ),
    "forgotten upload": lambda database: SqliteUploadRepository(database).remove(an_id(UploadId)),
    "purge": lambda database: SqliteVideoRepository(database).purge(an_id(VideoId)),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_is_answered_from_an_index(database: SqliteDatabase, name: str) -> None:
    plan = await _plan_of(database, QUESTIONS[name])

    assert plan
    assert [step for step in plan if _scans(step) or "TEMP B-TREE" in step] == []


async def test_the_queue_is_sorted_by_owner_only(database: SqliteDatabase) -> None:
    plan = await _plan_of(
        database, lambda opened: SqliteVideoRepository(opened).list_waiting(NOW, 10)
    )

    assert [step for step in plan if _scans(step)] == []
    # One row per waiting owner, however many videos each has.
    assert [step for step in plan if "TEMP B-TREE" in step] == ["USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize("status", [None, VideoStatus.READY])
async def test_counting_reads_no_row(database: SqliteDatabase, status: VideoStatus | None) -> None:
    plans = await _plans_of(database, page(status=status))

    (plan,) = plans.values()
    counting = plan[plan.index("SCALAR SUBQUERY 1") + 1]
    assert "COVERING INDEX" in counting


async def _plan_of(database: SqliteDatabase, question: Question) -> list[str]:
    return [step for plan in (await _plans_of(database, question)).values() for step in plan]


async def _plans_of(database: SqliteDatabase, question: Question) -> dict[str, list[str]]:
    """Return what a question ran, with the values in it, and SQLite's plan of each statement."""
    await _fill(database)
    parts = database._require_open()
    connections = (parts.reader.lend(), parts.scanner, parts.writer._connection)
    ran: list[str] = []
    for connection in connections:
        connection.set_trace_callback(ran.append)
    await question(database)
    for connection in connections:
        connection.set_trace_callback(None)
    queries = [sql for sql in ran if re.match(r"\s*(SELECT|WITH|DELETE|UPDATE)", sql)]
    return {sql: _explain(parts.scanner, sql) for sql in queries}


async def _fill(database: SqliteDatabase) -> None:
    await SqliteVideoRepository(database).add(a_video())
    await SqliteUserRepository(database).add(a_user())
    await SqliteSessionRepository(database).add(a_session())
    await SqliteUploadRepository(database).add(an_upload(), NOW, lambda _: None)


def _explain(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


def _scans(step: str) -> bool:
    """Tell whether a step reads a whole table or index of ours."""
    return re.match(rf"SCAN ({_OURS})\b", step) is not None


async def _found(answer: Awaitable[object]) -> None:
    with pytest.raises(Exception, match="nothing here"):
        await answer
