"""Two API processes on one MongoDB and one Redis are one service."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest

from tests.e2e.engines import Install
from tests.e2e.person import Json, Person, Registers
from tests.event_stream import Follower, following
from tests.polling import eventually

_ROUNDS = 60
_ELSEWHERE_WITHIN_S = 0.5


@dataclass
class Pair:
    """One person, and two doors into the same service."""

    here: Person
    there: httpx.Client


@pytest.fixture(scope="module")
def doors(
    mongo_server: str,
    redis_url: str,
    install: Install,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[str]]:
    """Yield where each of two processes answers."""
    folder = tmp_path_factory.mktemp("two")
    database = f"/test-{secrets.token_hex(8)}"
    stores = {
        "MONGO_URI": urlunsplit(urlsplit(mongo_server)._replace(path=database)),
        "REDIS_URL": redis_url,
        "DATA_DIR": str(folder / "var"),
        "JWT_SECRET": secrets.token_urlsafe(48),
    }
    with ExitStack() as stack:
        products = [install(folder / name, stores) for name in ("first", "second")]
        for product in products:
            stack.enter_context(product.serving())
        yield [product.base_url for product in products]


@pytest.fixture
def pair(doors: list[str], registers: Registers) -> Iterator[Pair]:
    """Yield somebody who is logged in at two processes."""
    here = registers(doors[0])
    with httpx.Client(base_url=doors[1], headers=here.http.headers, timeout=60) as there:
        yield Pair(here, there)


def test_P18_a_change_here_is_in_the_next_read_there(pair: Pair, film: Path) -> None:
    video = pair.here.uploads(film)
    path = f"/api/videos/{video['id']}"

    def read_until_it_is_gone() -> None:
        while pair.there.get(path).status_code == httpx.codes.OK:
            _listed(pair.there)

    with ThreadPoolExecutor(2) as readers:
        for _ in range(2):
            readers.submit(read_until_it_is_gone)
        try:
            for number in range(_ROUNDS):
                title = f"Title {number}"
                pair.here.http.patch(path, json={"title": title}).raise_for_status()

                assert pair.there.get(path).json()["title"] == title
                assert [found["title"] for found in _listed(pair.there)] == [title]
        finally:
            pair.here.http.delete(path).raise_for_status()
    assert pair.there.get(path).status_code == httpx.codes.NOT_FOUND
    assert _listed(pair.there) == []


def test_P7_requests_are_counted_together(pair: Pair) -> None:
    remaining = [
        int(http.get("/api/auth/me").headers["ratelimit"].partition("r=")[2].partition(";")[0])
        for http in (pair.here.http, pair.there, pair.here.http, pair.there)
    ]

    assert remaining == [remaining[0] - place for place in range(4)]


def test_an_event_of_one_process_ends_the_wait_at_the_other(pair: Pair, film: Path) -> None:
    video = pair.here.uploads(film)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(
            pair.there.get, "/api/events", params={"after": _last_event(pair.there), "wait": 30}
        )
        pair.here.http.patch(f"/api/videos/{video['id']}", json={"title": "New"})

        told = waiting.result(timeout=20).json()["data"]

    assert "video.updated" in [event["type"] for event in told]


async def test_followers_hear_of_each_change_once_and_in_order_whichever_door_they_take(
    pair: Pair, doors: list[str], film: Path
) -> None:
    video = await asyncio.to_thread(pair.here.uploads, film)
    begun_at = last = _last_event(pair.there)
    told: list[Json] = []
    waits_s: list[float] = []
    for turn, door in enumerate((*reversed(doors), *reversed(doors))):
        headers = {
            "authorization": str(pair.there.headers["authorization"]),
            "last-event-id": str(last),
        }
        async with following(f"{door}/api/events", headers) as follower:
            for number in range(5):
                title = f"Title {turn}.{number}"
                began_s = time.monotonic()
                await asyncio.to_thread(_rename, pair.here, video, title)
                await eventually(partial(_has_told, follower, title))
                waits_s.append(time.monotonic() - began_s)
        told += follower.events
        last = told[-1]["id"]

    assert told == pair.there.get("/api/events", params={"after": begun_at}).json()["data"]
    assert median(waits_s) < _ELSEWHERE_WITHIN_S


def _has_told(follower: Follower, title: str) -> bool:
    return any(event["data"]["title"] == title for event in follower.events)


def _rename(person: Person, video: Json, title: str) -> None:
    person.http.patch(f"/api/videos/{video['id']}", json={"title": title}).raise_for_status()


def _listed(http: httpx.Client) -> list[Json]:
    listed: list[Json] = http.get("/api/videos/my").json()["data"]
    return listed


def _last_event(http: httpx.Client) -> int:
    last: int = http.get("/api/events", params={"after": 0}).json()["next"]
    return last
