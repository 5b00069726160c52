"""Every question is answered from an index: nothing is scanned, nothing is sorted in memory."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.session_repository import MongoSessionRepository
from adapters.persistence.mongodb.upload_repository import MongoUploadRepository
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from application.errors import VideoNotFoundError
from application.pages import Cursor, VideoQuery, VideoSort
from domain.account.email import EmailAddress
from domain.ids import SessionId, StagedId, UserId, VideoId
from domain.video.details import Title
from domain.video.lifecycle import VideoStatus
from tests.adapters.persistence.mongodb.bulk import insert_videos
from tests.adapters.persistence.mongodb.profiler import (
    Document,
    Explained,
    explain,
    parts_of,
    recorded,
)
from tests.builders import (
    NOW,
    a_claim,
    a_session,
    a_user,
    a_video,
    an_effort,
    an_id,
    an_upload,
)

Question = Callable[[MongoDatabase], Awaitable[object]]

OWNER_ID = an_id(UserId)
TWINS_ID = an_id(UserId)
"""Owns as many videos, all of one title and one instant."""
OWNED = 120
LIMIT = 10
MIDDLE = NOW + timedelta(seconds=OWNED // 2)


def page(**query: object) -> Question:
    """Ask for a page; the fields of the query are given by name."""
    asked = VideoQuery(limit=LIMIT, **query)  # type: ignore[arg-type]
    return lambda database: MongoVideoRepository(database).list_owned(OWNER_ID, asked)


def after(sort: VideoSort) -> Cursor:
    return Cursor(sort, "title 060" if sort.is_by_title else MIDDLE, an_id(VideoId))


PAGES: dict[str, Question] = {
    f"{kind} by {sort.value}, {status}": page(
        sort=sort, status=status, after=after(sort) if kind == "cursor" else None
    )
    for kind in ("first page", "cursor")
    for sort in VideoSort
    for status in (None, VideoStatus.READY)
}

QUESTIONS: dict[str, Question] = {
    "usage": lambda database: MongoVideoRepository(database).usage(OWNER_ID),
    "waiting": lambda database: MongoVideoRepository(database).list_waiting(NOW, LIMIT),
    "unfinished": lambda database: MongoVideoRepository(database).list_unfinished(MIDDLE, LIMIT),
    "deleted": lambda database: MongoVideoRepository(database).list_deleted(LIMIT),
    "known": lambda database: MongoVideoRepository(database).find_known([an_id(VideoId)]),
    "staged": lambda database: MongoVideoRepository(database).find_staged([an_id(StagedId)]),
    "e-mail": lambda database: MongoUserRepository(database).find_by_email(EmailAddress("a@b.c")),
    "session": lambda database: MongoSessionRepository(database).find(an_id(SessionId)),
    "ended": lambda database: MongoSessionRepository(database).list_ended_since(NOW),
    "open uploads": lambda database: MongoUploadRepository(database).usage(OWNER_ID, NOW),
    "complete uploads": lambda database: MongoUploadRepository(database).list_complete(LIMIT),
    "due uploads": lambda database: MongoUploadRepository(database).list_due(NOW, LIMIT),
    "staged uploads": lambda database: MongoUploadRepository(database).find_staged(
        [an_id(StagedId)]
    ),
}


@pytest.fixture(scope="module")
def filled(mongo_server: str) -> Iterator[tuple[str, Database[Document]]]:
    """Yield a database with the videos of three owners, by URI and by a client of the test."""
    name = f"test-{secrets.token_hex(8)}"
    uri = urlunsplit(urlsplit(mongo_server)._replace(path=f"/{name}"))
    client: MongoClient[Document]
    with MongoClient(mongo_server) as client:
        asyncio.run(_fill(uri, client[name]))
        yield uri, client[name]
        client.drop_database(name)


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_costs_what_it_shows(
    filled: tuple[str, Database[Document]], driver: str, name: str
) -> None:
    listing, counting = await _explained(*filled, driver, PAGES[name])

    assert "IXSCAN" in listing.stages
    assert listing.stages.isdisjoint({"COLLSCAN", "SORT"})
    assert listing.returned == LIMIT + 1
    # The video after the page, and the two that began when the cursor's did.
    assert listing.docs_examined <= LIMIT + 3
    assert counting.docs_examined == 0


@pytest.mark.parametrize("sort", [sort for sort in VideoSort if sort.is_by_title])
async def test_a_cursor_among_equal_titles_costs_what_it_shows(
    filled: tuple[str, Database[Document]], driver: str, sort: VideoSort
) -> None:
    middle = VideoId("80000000-0000-0000-0000-000000000000")
    cursor = Cursor(sort, "same", middle)
    asked = VideoQuery(sort=sort, limit=LIMIT, after=cursor)

    plans = await _explained(
        *filled, driver, lambda opened: MongoVideoRepository(opened).list_owned(TWINS_ID, asked)
    )

    assert max(plan.docs_examined for plan in plans) <= LIMIT + 2


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_is_answered_from_an_index(
    filled: tuple[str, Database[Document]], driver: str, name: str
) -> None:
    plans = await _explained(*filled, driver, QUESTIONS[name])

    assert plans
    for plan in plans:
        assert plan.stages & {"IXSCAN", "IDHACK", "COUNT_SCAN"}, plan
        assert plan.stages.isdisjoint({"COLLSCAN", "SORT"}), plan
        assert plan.docs_examined <= LIMIT, plan


async def test_sums_and_queues_read_no_document(
    filled: tuple[str, Database[Document]], driver: str
) -> None:
    sums = await _explained(*filled, driver, QUESTIONS["usage"])
    queues = await _explained(*filled, driver, QUESTIONS["waiting"])

    assert [plan.docs_examined for plan in (*sums, *queues)] == [0, 0, 0]


async def test_a_search_counts_from_the_index(
    filled: tuple[str, Database[Document]], driver: str
) -> None:
    searching = page(title_contains="title 11", sort=VideoSort.TITLE)

    plans = await _explained(*filled, driver, searching)

    assert max(plan.docs_examined for plan in plans) <= LIMIT + 1
    assert max(plan.keys_examined for plan in plans) <= 2 * OWNED + 1


async def test_a_video_is_found_by_its_id(
    filled: tuple[str, Database[Document]], driver: str
) -> None:
    async def ask(database: MongoDatabase) -> None:
        with pytest.raises(VideoNotFoundError):
            await MongoVideoRepository(database).get(an_id(VideoId))

    (plan,) = await _explained(*filled, driver, ask)

    assert "IXSCAN" in plan.stages
    assert plan.keys_examined <= 1


async def _explained(
    uri: str, seen: Database[Document], driver: str, question: Question
) -> list[Explained]:
    async with MongoDatabase(uri, driver) as database:
        with recorded(seen) as commands:
            await question(database)
    return [explain(seen, part) for command in commands for part in parts_of(command)]


async def _fill(uri: str, seen: Database[Document]) -> None:
    async with MongoDatabase(uri, "pymongo") as database:
        await MongoUserRepository(database).add(a_user())
        uploads = MongoUploadRepository(database)
        for offset_bytes in (0, 1000) * LIMIT:
            await uploads.add(
                an_upload(owner_id=OWNER_ID, offset_bytes=offset_bytes), NOW, lambda _: None
            )
        await MongoSessionRepository(database).add(a_session(ended_at=NOW - timedelta(days=1)))
    statuses = (VideoStatus.PROCESSING, VideoStatus.READY)
    everybodys = [
        a_video(
            status,
            owner_id=owner_id,
            title=Title(f"title {n:03}"),
            created_at=NOW + timedelta(seconds=n),
            effort=an_effort(cycle_began_at=NOW + timedelta(seconds=n)),
            claim=a_claim() if n % 20 == 0 else None,
        )
        for owner_id in (OWNER_ID, an_id(UserId))
        for n in range(OWNED)
        for status in statuses
    ]
    twins = [a_video(owner_id=TWINS_ID, title=Title("same")) for _ in range(OWNED)]
    deleted = [a_video(owner_id=OWNER_ID, deleted_at=NOW) for _ in range(2 * LIMIT)]
    insert_videos(seen, [*everybodys, *twins, *deleted])
