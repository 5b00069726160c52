"""The questions that are answered past the framework, beside the same asked the long way."""

import httpx
import pytest

from tests.http.api import Account, Api
from tests.http.problems import assert_problem

_LIST = "/api/videos/my"
_COUNTED = {"ratelimit", "x-request-id"}


@pytest.mark.parametrize(
    ("plain", "unusual"),
    [
        ("", "?page=%31"),
        ("?page=2&limit=1", "?page=%32&limit=1"),
        ("?status=READY&sort=title&q=bike", "?status=READY&sort=title&q=%62ike"),
        ("?limit=101&sort=age", "?limit=10%31&sort=age"),
        ("?cursor=none", "?cursor=n%6Fne"),
    ],
)
async def test_a_page_is_the_same_both_ways(
    api: Api, ada: Account, plain: str, unusual: str
) -> None:
    await ada.has_uploaded()
    await ada.has_uploaded()
    await api.process_everything()

    short, long = await ada.get(_LIST + plain), await ada.get(_LIST + unusual)

    assert (short.status_code, _told(short)) == (long.status_code, _told(long))
    assert short.headers.keys() == long.headers.keys()
    assert all(
        short.headers[name] == long.headers[name] for name in short.headers.keys() - _COUNTED
    )


@pytest.mark.parametrize("query", ["page=2&page=2", "size=1", "page=two", "page=0", "limit="])
async def test_what_is_wrong_is_refused_there_too(ada: Account, query: str) -> None:
    assert_problem(await ada.get(f"{_LIST}?{query}"), 400, "validation_failed")


async def test_P18_a_change_is_in_the_next_answer(ada: Account) -> None:
    path = f"/api/videos/{(await ada.has_uploaded())['id']}"
    before = await ada.get(path)

    await ada.send("PATCH", path, {"title": "Another"})

    after = await ada.get(path)
    assert (after.json()["title"], after.headers["etag"]) != (
        before.json()["title"],
        before.headers["etag"],
    )
    assert (await ada.get(_LIST)).json()["data"] == [after.json()]


async def test_P17_another_users_video_does_not_exist_there_either(
    ada: Account, eve: Account
) -> None:
    video = await ada.has_uploaded()
    answer = await eve.get(f"/api/videos/{video['id']}")
    assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize("path", [_LIST, "/api/videos/019b7ca9-930c-7000-8000-000000000001"])
async def test_nobody_gets_past_the_guard(api: Api, path: str) -> None:
    assert_problem(await api.http.get(path), 401, "unauthenticated")


@pytest.mark.parametrize("host", ["a b", "a/b", "a@b", ""])
async def test_an_odd_host_is_judged_as_on_any_route(ada: Account, host: str) -> None:
    short = await ada.get(_LIST, host=host)
    long = await ada.get(f"{_LIST}?page=1", host=host)
    assert short.status_code == long.status_code


def _told(answer: httpx.Response) -> object:
    """Return the document, but for the name of the request in a problem."""
    return answer.json() | {"instance": None}
