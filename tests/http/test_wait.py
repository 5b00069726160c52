"""P8: nothing waits for ever."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from entrypoints.settings import Settings
from tests.http.api import Api, running_api, with_http
from tests.http.problems import assert_problem

_SHORT = {"request_timeout_s": 0.2, "body_idle_timeout_s": 0.1}
_LOGIN = {"email": "a@b.cd", "password": "x"}


@pytest.fixture
async def hasty(settings: Settings) -> AsyncIterator[Api]:
    """The API with very short patience."""
    async with running_api(with_http(settings, **_SHORT)) as running:
        yield running


def _hang(api: Api, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let logging in take for ever; return what tells that it was given up."""
    given_up = asyncio.Event()

    async def hang(*_: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    monkeypatch.setattr(type(api.application.log_in), "__call__", hang)
    return given_up


async def test_P8_an_answer_that_does_not_come_is_503_and_its_work_ends(
    hasty: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = _hang(hasty, monkeypatch)
    answer = await hasty.http.post("/api/auth/login", json=_LOGIN)
    assert_problem(answer, 503, "overloaded")
    assert answer.headers["retry-after"] == "5"
    assert given_up.is_set()


async def test_P3_a_body_that_does_not_come_is_408(hasty: Api) -> None:
    async def stalling() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    headers = {"content-type": "application/json", "content-length": "100"}
    answer = await hasty.http.post("/api/auth/login", content=stalling(), headers=headers)
    assert_problem(answer, 408, "request_timeout")


async def test_an_upload_may_take_longer_than_an_answer(settings: Settings) -> None:
    async def steady() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="description"\r\n\r\n'
        for _ in range(10):
            await asyncio.sleep(0.05)
            yield b"x" * 400
        yield b'\r\n--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--b--\r\n'

    async with running_api(with_http(settings, request_timeout_s=0.2)) as api:
        ada = await api.register()
        headers = ada.headers | {"content-type": "multipart/form-data; boundary=b"}
        answer = await api.http.post("/api/videos/upload", content=steady(), headers=headers)
    problem = assert_problem(answer, 400, "validation_failed")
    assert [error["field"] for error in problem["errors"]] == ["video"]
