"""GET /api/events and /api/videos/{id}/events as JSON."""

import asyncio

import pytest

from application.event_document import document_of
from domain.ids import VideoId
from tests.builders import an_id
from tests.http.api import Account, Api
from tests.http.problems import assert_problem, assert_violations


async def _renames(ada: Account, video_id: str, title: str) -> None:
    answer = await ada.send("PATCH", f"/api/videos/{video_id}", {"title": title})
    assert answer.status_code == 200


async def test_the_story_of_a_video_is_told_in_order(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    await api.process_everything()
    await _renames(ada, video["id"], "Cars")
    await ada.act("DELETE", f"/api/videos/{video['id']}")

    page = (await ada.get("/api/events?after=0")).json()

    assert [event["type"] for event in page["data"]] == [
        "video.created",
        "video.processing",
        "video.playable",
        "video.completed",
        "video.updated",
        "video.deleted",
    ]
    numbers = [event["id"] for event in page["data"]]
    assert numbers == sorted(set(numbers))
    assert page["next"] == numbers[-1]
    assert {event["videoId"] for event in page["data"]} == {video["id"]}


async def test_an_event_holds_the_video_as_it_was(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded(title="Bikes")
    await _renames(ada, video["id"], "Cars")

    created, updated = (await ada.get("/api/events?after=0")).json()["data"]

    assert created == {
        "id": created["id"],
        "type": "video.created",
        "videoId": video["id"],
        "at": video["createdAt"],
        "data": {
            "title": "Bikes",
            "status": "PROCESSING",
            "progress": 0.0,
            "complete": False,
            "failure": None,
        },
    }
    assert updated["data"]["title"] == "Cars"
    logged = await api.container.event_log().read_all(0, 10)
    assert [document_of(entry) for entry in logged] == [created, updated]


async def test_reading_on_neither_repeats_nor_skips(ada: Account) -> None:
    video = await ada.has_uploaded()
    first = (await ada.get("/api/events?after=0")).json()
    assert (await ada.get(f"/api/events?after={first['next']}")).json() == {
        "data": [],
        "next": first["next"],
    }
    await _renames(ada, video["id"], "Cars")
    second = (await ada.get(f"/api/events?after={first['next']}")).json()
    assert [event["type"] for event in second["data"]] == ["video.updated"]


async def test_without_a_number_a_poll_begins_now(ada: Account) -> None:
    video = await ada.has_uploaded()
    start = (await ada.get("/api/events?wait=0")).json()
    assert start["data"] == []
    await _renames(ada, video["id"], "Cars")
    page = (await ada.get(f"/api/events?after={start['next']}")).json()
    assert [event["type"] for event in page["data"]] == ["video.updated"]


async def test_a_poll_waits_for_the_next_event(ada: Account) -> None:
    video = await ada.has_uploaded()
    start = (await ada.get("/api/events?wait=0")).json()["next"]
    waiting = asyncio.create_task(ada.get(f"/api/events?after={start}&wait=30"))
    await asyncio.sleep(0)

    await _renames(ada, video["id"], "Cars")

    async with asyncio.timeout(5):
        page = (await waiting).json()
    assert [event["type"] for event in page["data"]] == ["video.updated"]


async def test_a_poll_ends_empty_when_its_time_is_over(ada: Account) -> None:
    async with asyncio.timeout(10):
        answer = await ada.get("/api/events?after=0&wait=1")
    assert answer.json() == {"data": [], "next": 0}


@pytest.mark.parametrize("number", ["999999", "9223372036854775807", "99999999999999999999999"])
async def test_T47_a_number_that_was_never_given_stands_for_now(ada: Account, number: str) -> None:
    video = await ada.has_uploaded()
    page = (await ada.get(f"/api/events?after={number}")).json()
    assert page["data"] == []
    await _renames(ada, video["id"], "Cars")
    following = (await ada.get(f"/api/events?after={page['next']}")).json()
    assert [event["type"] for event in following["data"]] == ["video.updated"]


async def test_the_events_of_one_video_begin_with_its_first(ada: Account) -> None:
    await ada.has_uploaded()
    video = await ada.has_uploaded()
    page = (await ada.get(f"/api/videos/{video['id']}/events", accept="application/json")).json()
    assert [(event["type"], event["videoId"]) for event in page["data"]] == [
        ("video.created", video["id"])
    ]


async def test_T16_another_users_events_are_not_told(ada: Account, eve: Account) -> None:
    video = await ada.has_uploaded()
    assert (await eve.get("/api/events?after=0")).json()["data"] == []
    foreign = await eve.get(f"/api/videos/{video['id']}/events?after=0")
    nothing = await eve.get(f"/api/videos/{an_id(VideoId)}/events?after=0")
    assert_problem(foreign, 404, "not_found")
    assert_problem(nothing, 404, "not_found")


async def test_the_events_of_a_deleted_video_are_gone(ada: Account) -> None:
    video = await ada.has_uploaded()
    await ada.act("DELETE", f"/api/videos/{video['id']}")
    assert_problem(await ada.get(f"/api/videos/{video['id']}/events?after=0"), 404, "not_found")


async def test_bounds_are_told(ada: Account) -> None:
    assert_violations(
        await ada.get("/api/events?after=-1&wait=31"), after="out_of_range", wait="out_of_range"
    )
    assert_violations(await ada.get("/api/events?after=x"), after="wrong_type")


async def test_nobody_reads_without_a_token(api: Api) -> None:
    assert_problem(await api.http.get("/api/events"), 401, "unauthenticated")
