"""GET, PATCH and DELETE of /api/videos/{id}, and POST /api/videos/{id}/retry."""

import asyncio
from datetime import timedelta

import pytest

from adapters.media.memory import Script
from domain.video.failure import FailureCode
from tests.http.api import CLIP, Account, Api, Json
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE

_NOWHERE = "01900000-0000-7000-8000-00000000ffff"


@pytest.fixture
async def video(ada: Account) -> Json:
    """A video of Ada's."""
    return await ada.has_uploaded(description="Two of them")


async def test_a_video_that_is_ready_can_be_played(api: Api, ada: Account, video: Json) -> None:
    await api.process_everything()
    seen = (await ada.get(f"/api/videos/{video['id']}")).json()
    assert (seen["status"], seen["progress"], seen["complete"]) == ("READY", 1.0, True)
    assert seen["streamUrl"].startswith("http://127.0.0.1:5000/media/")
    folder = seen["streamUrl"].removesuffix("/master.m3u8")
    assert seen["thumbnailUrl"] == f"{folder}/thumbnail.jpg"
    assert seen["storyboardUrl"] == f"{folder}/storyboard.vtt"
    assert (seen["durationSeconds"], seen["width"], seen["height"]) == (10.0, 1280, 720)
    assert seen["renditions"][0].keys() == {"name", "width", "height", "bitrateBps"}


async def test_a_video_that_failed_says_why(api: Api, ada: Account) -> None:
    video = await _failed(api, ada, FailureCode.NOT_A_VIDEO)
    assert video["failure"] == {
        "code": "not_a_video",
        "message": FailureCode.NOT_A_VIDEO.message,
        "retryable": False,
    }


@pytest.mark.parametrize("code", [FailureCode.ENGINE_UNAVAILABLE, FailureCode.NOT_A_VIDEO])
async def test_a_failed_video_can_be_retried(api: Api, ada: Account, code: FailureCode) -> None:
    video = await _failed(api, ada, code)
    retried = await ada.act("POST", f"/api/videos/{video['id']}/retry")
    assert (retried.status_code, retried.json()["status"]) == (200, "PROCESSING")
    assert retried.json()["failure"] is None


async def test_what_is_not_failed_is_not_retried(ada: Account, video: Json) -> None:
    refused = await ada.act("POST", f"/api/videos/{video['id']}/retry")
    assert_problem(refused, 409, "state_conflict")


async def test_editing_changes_what_is_named_and_nothing_else(ada: Account, video: Json) -> None:
    path = f"/api/videos/{video['id']}"
    titled = await ada.send("PATCH", path, {"title": " New "})
    assert titled.status_code == 200
    assert (titled.json()["title"], titled.json()["description"]) == ("New", "Two of them")
    bare = await ada.send("PATCH", path, {"description": None})
    assert (bare.json()["title"], bare.json()["description"]) == ("New", None)
    assert (await ada.get(path)).json() == bare.json()


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"title": "x" * 201}, {"title": "too_long"}),
        ({"title": ""}, {"title": "required"}),
        ({"title": None}, {"title": "wrong_type"}),
        ({"title": {"$set": 1}}, {"title": "wrong_type"}),
        ({"description": ["x"]}, {"description": "wrong_type"}),
        ({"status": "READY"}, {"status": "unknown_field"}),
        (
            {"title": "a\u202eb\x00", "description": "\x1b"},
            {"title": "bad_format", "description": "bad_format"},
        ),
    ],
)
async def test_a_change_is_judged_whole(
    ada: Account, video: Json, change: Json, refused: dict[str, str]
) -> None:
    path = f"/api/videos/{video['id']}"
    assert_violations(await ada.send("PATCH", path, change), **refused)
    assert (await ada.get(path)).json()["title"] == video["title"]


async def test_T48_of_two_changes_from_one_etag_one_wins(ada: Account, video: Json) -> None:
    path = f"/api/videos/{video['id']}"
    etag = (await ada.get(path)).headers["etag"]
    answers = await asyncio.gather(
        *(ada.send("PATCH", path, {"title": f"T{n}"}, If_Match=etag) for n in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]
    [winner] = [answer for answer in answers if answer.status_code == 200]
    assert winner.headers["etag"] != etag
    again = await ada.send("PATCH", path, {"title": "Last"}, If_Match=winner.headers["etag"])
    assert again.status_code == 200


@pytest.mark.parametrize(
    "if_match", ['"x"', 'W/"1"', "1", '"1", "2"', '"99"', "", '"' + "9" * 30 + '"']
)
async def test_an_etag_that_is_not_ours_matches_nothing(
    ada: Account, video: Json, if_match: str
) -> None:
    path = f"/api/videos/{video['id']}"
    answer = await ada.send("PATCH", path, {"title": "New"}, If_Match=if_match)
    assert_problem(answer, 412, "precondition_failed")


async def test_any_version_matches_a_star(ada: Account, video: Json) -> None:
    answer = await ada.send("PATCH", f"/api/videos/{video['id']}", {"title": "New"}, If_Match="*")
    assert answer.status_code == 200


async def test_P38_what_is_deleted_is_gone_and_plays_no_more(
    api: Api, ada: Account, video: Json
) -> None:
    await api.process_everything()
    path = f"/api/videos/{video['id']}"
    stream = (await ada.get(path)).json()["streamUrl"].removeprefix("http://127.0.0.1:5000")
    assert (await api.http.get(stream)).status_code == 200
    gone = await ada.act("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    for answer in (await ada.get(path), await ada.act("DELETE", path), await api.http.get(stream)):
        assert_problem(answer, 404, "not_found")
    assert (await ada.get("/api/videos/my")).json()["data"] == []


@pytest.mark.parametrize(
    ("method", "suffix"),
    [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/retry"), ("GET", "/source")],
)
async def test_P17_T16_anothers_video_looks_like_none(
    api: Api, ada: Account, eve: Account, method: str, suffix: str
) -> None:
    video = await ada.has_uploaded()
    bodies = []
    for video_id in (video["id"], _NOWHERE, "not-an-id", "%2e%2e", "{$ne}", "a" * 500):
        answer = await api.http.request(
            method,
            f"/api/videos/{video_id}{suffix}",
            headers=eve.headers | {"x-request-id": "same"},
            json={"title": "Mine"} if method == "PATCH" else None,
        )
        assert_problem(answer, 404, "not_found")
        del answer.headers["ratelimit"]  # counts the requests of this test
        bodies.append((answer.content, sorted(answer.headers.items())))
    assert all(body == bodies[0] for body in bodies)
    assert (await ada.get(f"/api/videos/{video['id']}")).json()["title"] == video["title"]


async def _failed(api: Api, ada: Account, code: FailureCode) -> Json:
    """Return a video that fails with `code` however often it is tried."""
    api.container.engine().scripts[CLIP] = Script(fails_with=code)
    video = await ada.has_uploaded()
    for _ in range(5):
        await api.process_everything()
        api.clock.advance(timedelta(minutes=6))
    seen: Json = (await ada.get(f"/api/videos/{video['id']}")).json()
    assert seen["status"] == "FAILED"
    return seen
