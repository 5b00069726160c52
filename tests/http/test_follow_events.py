"""GET /api/events and /api/videos/{id}/events as server-sent events, on a real server."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest

from tests.event_stream import Follower, following
from tests.http.api import Account, an_email
from tests.http.problems import assert_problem
from tests.http.raw import Server, request
from tests.polling import eventually

_STREAMS_PER_USER = 10


@pytest.fixture
async def ada(server: Server) -> AsyncIterator[Account]:
    async with httpx.AsyncClient(base_url=server.base_url, timeout=10) as http:
        body = {"name": "Ada", "email": an_email(), "password": "correct horse battery"}
        answer = await http.post("/api/auth/register", json=body)
        yield Account(http, body["email"], body["password"], answer.json())


async def _renames(ada: Account, video: dict[str, str], title: str) -> None:
    answer = await ada.send("PATCH", f"/api/videos/{video['id']}", {"title": title})
    assert answer.status_code == 200


async def test_what_happens_is_told_as_it_happens(server: Server, ada: Account) -> None:
    async with following(f"{server.base_url}/api/events", ada.headers) as follower:
        assert follower.status == 200
        assert follower.headers["content-type"] == "text/event-stream"
        assert follower.headers["cache-control"] == "no-store"
        video = await ada.has_uploaded()
        await follower.sees("video.created", within_s=0.25)
        await _renames(ada, video, "Cars")
        await follower.sees("video.created", "video.updated", within_s=0.25)
        assert follower.events[1]["data"]["title"] == "Cars"

    polled = (await ada.get("/api/events?after=0")).json()["data"]
    assert follower.events == polled


@pytest.mark.parametrize(
    ("query", "accept", "is_stream"),
    [
        ("", "*/*", True),
        ("", "text/event-stream", True),
        ("", "application/json", False),
        ("?after=0", "*/*", False),
        ("?wait=0", "*/*", False),
        ("?after=0", "text/event-stream", True),
    ],
)
async def test_the_request_chooses_between_stream_and_page(
    server: Server, ada: Account, query: str, accept: str, *, is_stream: bool
) -> None:
    headers = ada.headers | {"accept": accept}
    async with (
        httpx.AsyncClient() as http,
        http.stream("GET", f"{server.base_url}/api/events{query}", headers=headers) as answer,
    ):
        assert answer.status_code == 200
        expected = "text/event-stream" if is_stream else "application/json"
        assert answer.headers["content-type"] == expected


async def test_a_reconnect_misses_and_repeats_nothing(server: Server, ada: Account) -> None:
    url = f"{server.base_url}/api/events"
    video = await ada.has_uploaded()
    seen: list[int] = []
    for number in range(5):
        await _renames(ada, video, f"Title {number}")
        headers = ada.headers | {"last-event-id": str(seen[-1] if seen else 0)}
        async with following(url, headers) as follower:
            await _renames(ada, video, f"Title {number} again")
            expected = 3 if number == 0 else 2
            await eventually(lambda f=follower, e=expected: len(f.events) >= e)  # type: ignore[misc]
            seen += [event["id"] for event in follower.events]

    polled = (await ada.get("/api/events?after=0")).json()["data"]
    assert seen == [event["id"] for event in polled]


@pytest.mark.parametrize("last", ["999999", "-1", "x", "1 OR 1=1", "9" * 400, ""])
async def test_T47_an_unknown_last_event_id_starts_from_now(
    server: Server, ada: Account, last: str
) -> None:
    video = await ada.has_uploaded()
    headers = ada.headers | {"last-event-id": last}
    async with following(f"{server.base_url}/api/events", headers) as follower:
        await _renames(ada, video, "Cars")
        await follower.sees("video.updated")


async def test_the_stream_of_a_video_begins_with_its_first_event_and_ends_with_its_last(
    server: Server, ada: Account
) -> None:
    video = await ada.has_uploaded()
    await ada.has_uploaded()
    url = f"{server.base_url}/api/videos/{video['id']}/events"
    async with following(url, ada.headers) as follower:
        await follower.sees("video.created")
        await ada.act("DELETE", f"/api/videos/{video['id']}")
        await follower.sees("video.created", "video.deleted")
        await eventually(lambda: follower.is_over)


async def test_T47_a_user_has_so_many_streams_and_no_more(server: Server, ada: Account) -> None:
    url = f"{server.base_url}/api/events"
    async with AsyncExitStack() as open_streams:
        for _ in range(_STREAMS_PER_USER):
            await open_streams.enter_async_context(following(url, ada.headers))
        refused = await ada.get("/api/events")
        assert_problem(refused, 429, "rate_limited")
        assert int(refused.headers["retry-after"]) > 0
        assert (await ada.get("/api/events?after=0")).status_code == 200

    async def is_free() -> bool:
        async with following(url, ada.headers) as follower:
            return follower.status == 200

    await eventually(is_free)


async def test_T47_a_stream_ends_within_two_seconds_of_its_session(
    server: Server, ada: Account
) -> None:
    async with following(f"{server.base_url}/api/events", ada.headers) as follower:
        await ada.act("POST", "/api/auth/logout")
        await eventually(lambda: follower.is_over, within_s=2.0)


async def test_T47_readers_that_never_read_hold_nobody_up(
    server: Server, bearer: str, ada: Account
) -> None:
    video = await ada.has_uploaded()
    deaf = [server.connect() for _ in range(_STREAMS_PER_USER)]
    for connection in deaf:
        connection.sendall(request("GET", "/api/events", bearer))
    async with following(f"{server.base_url}/api/events", ada.headers) as follower:
        await _renames(ada, video, "Cars")
        await follower.sees("video.updated")
    for connection in deaf:
        connection.close()


async def test_the_stream_of_another_users_video_is_not_there(
    server: Server, bearer: str, ada: Account
) -> None:
    video = await ada.has_uploaded()
    name, _, value = bearer.partition(": ")
    follower: Follower
    url = f"{server.base_url}/api/videos/{video['id']}/events"
    async with following(url, {name: value}) as follower:
        assert follower.status == 404
