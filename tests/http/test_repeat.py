"""Idempotency-Key: forms that are sent again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from application.limits import IdempotencyLimits, UploadLimits
from domain.idempotency.keyed_request import KeyedRequest, KeyScope
from domain.ids import UserId
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, running_api
from tests.http.problems import assert_problem

_KEY = "a-key"
_ROUTE = "POST /api/videos/upload"


async def upload(
    ada: Account, key: str | None = _KEY, content: bytes = CLIP, **fields: str
) -> httpx.Response:
    """Send the form under a key."""
    return await ada.http.post(
        "/api/videos/upload",
        data={"title": "Bikes"} | fields,
        files={"video": ("clip.mp4", content)},
        headers=ada.headers | ({} if key is None else {"Idempotency-Key": key}),
    )


async def titles(ada: Account) -> list[str]:
    listed = (await ada.get("/api/videos/my")).json()["data"]
    return [video["title"] for video in listed]


async def test_P27_the_same_upload_gets_the_first_answer_again(api: Api, ada: Account) -> None:
    first = await upload(ada)
    await api.process_everything()
    again = await upload(ada)

    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert await titles(ada) == ["Bikes"]
    assert await api.staged() == 0


@pytest.mark.parametrize(
    "change",
    [{"title": "Cars"}, {"description": "Two"}, {"content": CLIP + b"x"}, {"content": CLIP[:-1]}],
    ids=str,
)
async def test_P27_another_content_under_the_key_is_refused(
    api: Api, ada: Account, change: dict[str, str]
) -> None:
    await upload(ada)
    answer = await upload(ada, **change)  # type: ignore[arg-type]  # one of the fields is bytes
    assert_problem(answer, 422, "idempotency_key_reused")
    assert await api.staged() == len(await titles(ada)) == 1


async def test_P27_names_of_files_and_blanks_make_no_difference(ada: Account) -> None:
    await upload(ada)
    renamed = await ada.http.post(
        "/api/videos/upload",
        data={"title": " Bikes ", "description": " "},
        files={"video": ("other.mp4", CLIP)},
        headers=ada.headers | {"Idempotency-Key": _KEY},
    )
    assert renamed.headers["idempotent-replayed"] == "true"


async def test_T26_of_fifty_at_once_one_makes_a_video(settings: Settings) -> None:
    async with running_api(replace(settings, request_rates=None)) as api:
        ada = await api.register()
        answers = await asyncio.gather(*(upload(ada) for _ in range(50)))

        made = [answer for answer in answers if answer.status_code == 202]
        for refused in (answer for answer in answers if answer.status_code != 202):
            assert_problem(refused, 409, "idempotency_in_progress")
            assert int(refused.headers["retry-after"]) > 0
        assert len({answer.json()["id"] for answer in made}) == 1
        assert await api.staged() == len(await titles(ada)) == 1


async def test_T26_keys_of_two_users_are_two_keys(ada: Account, eve: Account) -> None:
    first, second = await upload(ada), await upload(eve, content=CLIP + b"x")
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] != second.json()["id"]


@pytest.mark.parametrize(
    ("written", "again"),
    [("a-key", '"a-key"'), ('"a\\"b\\\\c"', '"a\\"b\\\\c"'), ("x" * 255, f'"{"x" * 255}"')],
)
async def test_P27_a_key_is_the_same_bare_and_quoted(
    ada: Account, written: str, again: str
) -> None:
    await upload(ada, written)
    assert (await upload(ada, again)).headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize(
    "key", ["", " ", '""', '"', '"a', "a b", "x" * 256, '"a b"', "a\tb", '"a"b"', '"a\\b"']
)
async def test_P27_a_malformed_key_is_refused_before_the_body(ada: Account, key: str) -> None:
    assert_problem(await upload(ada, key), 400, "idempotency_key_invalid")
    assert await titles(ada) == []


async def test_P27_several_keys_are_none(api: Api, ada: Account) -> None:
    headers = [*ada.headers.items(), ("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    answer = await api.http.post("/api/videos/upload", files={"video": CLIP}, headers=headers)
    assert_problem(answer, 400, "idempotency_key_invalid")


async def test_P27_a_request_that_was_not_valid_does_not_use_up_its_key(ada: Account) -> None:
    assert_problem(await upload(ada, title=" "), 400, "validation_failed")
    assert_problem(await upload(ada, content=b"text"), 415, "unsupported_media_type")
    assert (await upload(ada)).status_code == 202


async def test_P27_a_request_that_broke_off_does_not_use_up_its_key(api: Api, ada: Account) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield b"--cut\r\n"
        raise ConnectionResetError

    broken = await api.http.post(
        "/api/videos/upload",
        content=breaks_off(),
        headers=ada.headers
        | {"Idempotency-Key": _KEY, "Content-Type": "multipart/form-data; boundary=cut"},
    )
    assert_problem(broken, 400, "malformed_request")
    assert (await upload(ada)).status_code == 202


async def test_P27_a_key_is_forgotten_after_a_day(api: Api, ada: Account) -> None:
    first = await upload(ada)
    api.clock.advance(timedelta(hours=24))
    assert (await upload(ada)).json()["id"] != first.json()["id"]


async def test_without_a_key_every_request_is_its_own(ada: Account) -> None:
    await upload(ada, None)
    await upload(ada, None)
    assert len(await titles(ada)) == 2


async def test_T26_the_key_of_a_process_that_died_after_recording_leads_to_its_video(
    api: Api, ada: Account
) -> None:
    first = await upload(ada)
    await _forget_answer(api, ada)
    again = await upload(ada)
    assert again.status_code == 202
    assert again.json()["id"] == first.json()["id"]
    assert await api.staged() == len(await titles(ada)) == 1

    await _forget_answer(api, ada)
    other = await upload(ada, content=CLIP + b"x")
    assert_problem(other, 422, "idempotency_key_reused")


async def _forget_answer(api: Api, ada: Account) -> None:
    """Undo the last step of the keyed request, as a crash before it would."""
    store = api.container.idempotency()
    await store.update(_scope(ada), lambda known: replace(known, kept=None))


async def test_P27_a_key_that_nobody_holds_any_more_is_free_after_its_lease(
    api: Api, ada: Account
) -> None:
    lease = IdempotencyLimits().lease
    await _claim_on_another_machine(api, ada, lease)
    api.clock.advance(lease - timedelta(milliseconds=1))
    assert_problem(await upload(ada), 409, "idempotency_in_progress")
    api.clock.advance(timedelta(milliseconds=1))
    assert (await upload(ada)).status_code == 202


async def _claim_on_another_machine(api: Api, ada: Account, lease: timedelta) -> None:
    """Take the key for a process that nobody hears of again."""
    now = api.clock.now()
    fresh = KeyedRequest(
        scope=_scope(ada),
        resource_id=api.container.ids().new_id(),
        expires_at=now + timedelta(days=1),
    )
    await api.container.idempotency().update(
        fresh.scope, lambda _: fresh.take("another/machine/1/1", now, lease)
    )


def _scope(ada: Account) -> KeyScope:
    return KeyScope.parse(UserId(ada.credentials["user"]["id"]), _ROUTE, _KEY)


async def test_P27_a_refusal_of_the_moment_is_not_kept(settings: Settings) -> None:
    chosen = replace(settings, uploads=UploadLimits(max_concurrent_per_user=0))
    async with running_api(chosen) as api:
        ada = await api.register()
        for _ in range(2):
            answer = await upload(ada)
            assert_problem(answer, 429, "too_many_uploads")
            assert "idempotent-replayed" not in answer.headers
