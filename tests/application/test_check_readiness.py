"""Which parts are asked, and which of them the service can do without."""

import asyncio
from datetime import timedelta

from application.errors import ServiceUnavailableError
from application.ports.dependency_check import DependencyCheck
from application.use_cases.operation.check_readiness import CheckReadiness


class _Part(DependencyCheck):
    def __init__(self, name: str, *, is_up: bool) -> None:
        self._name = name
        self._is_up = is_up

    @property
    def name(self) -> str:
        return self._name

    async def check(self) -> None:
        if not self._is_up:
            raise ServiceUnavailableError


class _Frozen(_Part):
    async def check(self) -> None:
        await asyncio.Event().wait()


async def test_P46_a_part_that_is_optional_may_be_down() -> None:
    needed, optional = _Part("database", is_up=True), _Part("redis", is_up=False)

    readiness = await CheckReadiness([needed], [optional], timedelta(seconds=2))()

    assert readiness.is_ready
    assert (readiness.needed, readiness.optional) == ({"database": True}, {"redis": False})


async def test_P47_a_part_that_is_needed_must_be_up() -> None:
    needed, optional = _Part("database", is_up=False), _Part("redis", is_up=True)

    assert not (await CheckReadiness([needed], [optional], timedelta(seconds=2))()).is_ready


async def test_P47_a_frozen_part_is_down_in_time() -> None:
    frozen = _Frozen("database", is_up=True)

    async with asyncio.timeout(5):
        readiness = await CheckReadiness([frozen], [], timedelta(seconds=0.05))()

    assert readiness.needed == {"database": False}
