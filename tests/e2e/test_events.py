"""Events of real processes: in order and once each, whoever dies or answers meanwhile."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.person import Person, Registers
from tests.e2e.product import Product, kill
from tests.event_stream import following
from tests.polling import eventually, wait_until

_STORY = ["video.created", "video.processing", "video.playable", "video.completed"]
_ELSEWHERE_WITHIN_S = 0.5
_SLACK_S = 0.25
"""For the request that makes the change, on a machine that does other things too."""


def _headers(person: Person, last: int) -> dict[str, str]:
    return {"authorization": person.http.headers["authorization"], "last-event-id": str(last)}


async def test_T28_events_are_told_once_and_in_order_across_kills_and_restarts(
    product: Product, long_film: Path, registers: Registers
) -> None:
    url = f"{product.base_url}/api/events"
    seen: list[dict[str, Any]] = []
    with product.serving() as process:
        ada = registers(product.base_url)
        video = await asyncio.to_thread(ada.uploads, long_film)
        async with following(url, _headers(ada, 0)) as follower:
            await eventually(lambda: len(follower.events) >= 2, within_s=30)
            kill(process)
            await eventually(lambda: follower.is_over)
        seen += follower.events
    with product.serving():
        async with following(url, _headers(ada, seen[-1]["id"])) as follower:
            await eventually(
                lambda: "video.completed" in [*follower.types, *_types(seen)], within_s=100
            )
            seen += follower.events
        everything = ada.http.get("/api/events", params={"after": 0}).json()["data"]

    assert _types(seen) == _STORY
    assert seen == everything
    assert {event["videoId"] for event in seen} == {video["id"]}


async def test_a_change_reaches_followers_of_another_process_in_half_a_second(
    product: Product, film: Path, registers: Registers
) -> None:
    other = Product(product.folder, product.settings)
    with ExitStack() as processes:
        processes.enter_context(product.serving())
        processes.enter_context(other.serving(JOBS_IN_API="false"))
        ada = registers(product.base_url)
        async with following(f"{other.base_url}/api/events", _headers(ada, 0)) as follower:
            video = await asyncio.to_thread(ada.uploads, film)
            await follower.sees(*_STORY, within_s=60)
            began = time.monotonic()
            await asyncio.to_thread(
                ada.http.patch, f"/api/videos/{video['id']}", json={"title": "Cars"}
            )
            await follower.sees(*_STORY, "video.updated")
            assert time.monotonic() - began < _ELSEWHERE_WITHIN_S + _SLACK_S


@pytest.mark.parametrize("ending", ["logout", "stop"])
async def test_T47_streams_of_another_process_end_with_their_session_or_their_process(
    product: Product, registers: Registers, ending: str
) -> None:
    other = Product(product.folder, product.settings)
    with ExitStack() as processes:
        processes.enter_context(product.serving())
        following_process = processes.enter_context(other.serving(JOBS_IN_API="false"))
        ada = registers(product.base_url)
        async with following(f"{other.base_url}/api/events", _headers(ada, 0)) as follower:
            if ending == "logout":
                await asyncio.to_thread(ada.http.post, "/api/auth/logout")
            else:
                following_process.terminate()
            await eventually(lambda: follower.is_over, within_s=2.0 + _SLACK_S)
        if ending == "stop":
            wait_until(lambda: following_process.poll() is not None, within_s=5)


def _types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]
