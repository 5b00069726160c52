"""GET /api/videos/my."""

import pytest

from tests.http.api import Account, Api
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_violations

pytestmark = ON_EVERY_DATABASE

_PATH = "/api/videos/my"


async def test_an_empty_list_has_no_pages(ada: Account) -> None:
    answer = await ada.get(_PATH)
    assert answer.json() == {
        "data": [],
        "meta": {"page": 1, "limit": 10, "total": 0, "totalPages": 0, "nextCursor": None},
    }


async def test_P18_pages_and_cursors_tell_the_same(ada: Account, eve: Account) -> None:
    await eve.has_uploaded()
    titles = [(await ada.has_uploaded(title=f"Film {n}"))["title"] for n in range(5)]
    second = await ada.get(f"{_PATH}?page=2&limit=2")
    assert [video["title"] for video in second.json()["data"]] == [titles[2], titles[1]]
    assert (second.json()["meta"]["total"], second.json()["meta"]["totalPages"]) == (5, 3)
    first = await ada.get(f"{_PATH}?limit=2")
    cursor = first.json()["meta"]["nextCursor"]
    followed = await ada.get(f"{_PATH}?limit=2&cursor={cursor}")
    assert followed.json()["data"] == second.json()["data"]


async def test_filters_and_sorting(api: Api, ada: Account) -> None:
    for title in ("Beta", "alpha (a+)+$", "Gamma"):
        await ada.has_uploaded(title=title)
    found = await api.http.get(_PATH, params={"q": "(a+)+$"}, headers=ada.headers)
    assert [video["title"] for video in found.json()["data"]] == ["alpha (a+)+$"]
    by_title = await ada.get(f"{_PATH}?sort=-title")
    assert [video["title"][0] for video in by_title.json()["data"]] == ["G", "B", "a"]
    assert (await ada.get(f"{_PATH}?status=READY")).json()["data"] == []
    await api.process_everything()
    assert len((await ada.get(f"{_PATH}?status=READY")).json()["data"]) == 3


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("limit=0", "limit", "out_of_range"),
        ("limit=101", "limit", "out_of_range"),
        ("limit=ten", "limit", "wrong_type"),
        ("limit=1.5", "limit", "wrong_type"),
        ("limit=" + "9" * 5000, "limit", "wrong_type"),
        ("page=0", "page", "out_of_range"),
        ("page=10001", "page", "out_of_range"),
        ("page=", "page", "wrong_type"),
        ("status=ready", "status", "bad_format"),
        ("sort=$where", "sort", "bad_format"),
        ("cursor=x", "cursor", "bad_format"),
        ("cursor=%00", "cursor", "bad_format"),
        ("q=%00", "q", "bad_format"),
        ("status[$ne]=READY", "status[$ne]", "unknown_field"),
        ("owner=1", "owner", "unknown_field"),
        ("_method=DELETE", "_method", "unknown_field"),
        ("request=1", "request", "unknown_field"),
        ("page=1&page=2", "page", "out_of_range"),
    ],
)
async def test_T14_T49_P18_odd_questions_are_refused(
    ada: Account, query: str, field: str, code: str
) -> None:
    assert_violations(await ada.get(f"{_PATH}?{query}"), **{field: code})


@pytest.mark.parametrize("text", ["(a+)+$", ".*", "[", "$where", "{", "%", "_", "\\", "'", "é" * 9])
async def test_T49_searched_text_is_no_pattern(api: Api, ada: Account, text: str) -> None:
    await ada.has_uploaded(title="aaaaaaaaaaaaaaaaaaaaaaaa!")
    found = await api.http.get(_PATH, params={"q": text}, headers=ada.headers)
    assert found.json()["data"] == []
