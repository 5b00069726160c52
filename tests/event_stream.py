"""A reader of server-sent events that knows the format from its specification alone."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.polling import eventually

_PATIENT = httpx.Timeout(10.0, read=None)


@dataclass
class Follower:
    """What has come so far; `is_over` once the stream has ended."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    comments: int = 0
    is_over: bool = False

    @property
    def types(self) -> list[str]:
        """The types of the events, in order."""
        return [event["type"] for event in self.events]

    async def sees(self, *types: str, within_s: float = 10.0) -> None:
        """Return once exactly these types have come."""
        await eventually(lambda: len(self.events) >= len(types), within_s=within_s)
        assert self.types == list(types)

    async def read(self, answer: httpx.Response) -> None:
        """Take in messages until the stream ends."""
        message: dict[str, str] = {}
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if line.startswith(":"):
                self.comments += 1
            elif line:
                message[name] = value
            elif message:
                self._take(message)
                message = {}

    def _take(self, message: dict[str, str]) -> None:
        event = json.loads(message["data"])
        assert message["id"] == str(event["id"])
        assert message["event"] == event["type"]
        self.events.append(event)


@asynccontextmanager
async def following(url: str, headers: Mapping[str, str]) -> AsyncIterator[Follower]:
    """Follow `url` for as long as the block lasts; it begins when the answer has."""
    follower = Follower()
    async with (
        httpx.AsyncClient(timeout=_PATIENT) as http,
        http.stream("GET", url, headers=headers) as answer,
    ):
        follower.status, follower.headers = answer.status_code, answer.headers
        if answer.status_code != httpx.codes.OK:
            await answer.aread()
            yield follower
            return

        async def read() -> None:
            try:
                await follower.read(answer)
            except httpx.TransportError:
                pass  # the server is gone
            finally:
                follower.is_over = True

        reading = asyncio.create_task(read())
        try:
            await eventually(lambda: follower.comments or follower.is_over)
            yield follower
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
