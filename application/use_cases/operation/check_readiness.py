"""Whether the service can do its work."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from application.errors import ServiceUnavailableError, StorageFullError
from application.ports.dependency_check import DependencyCheck


@dataclass(frozen=True, slots=True)
class Readiness:
    """The parts by name, each up or down."""

    needed: dict[str, bool]
    optional: dict[str, bool]

    @property
    def is_ready(self) -> bool:
        """Whether every part that is needed is up."""
        return all(self.needed.values())


class CheckReadiness:
    """Ask every part, needed or not; the answer comes within `timeout`."""

    def __init__(
        self,
        needed: Sequence[DependencyCheck],
        optional: Sequence[DependencyCheck],
        timeout: timedelta,
    ) -> None:
        self._needed = needed
        self._optional = optional
        self._timeout_s = timeout.total_seconds()

    async def __call__(self) -> Readiness:
        needed, optional = await asyncio.gather(self._ask(self._needed), self._ask(self._optional))
        return Readiness(needed, optional)

    async def _ask(self, checks: Sequence[DependencyCheck]) -> dict[str, bool]:
        answers = await asyncio.gather(*(self._is_up(check) for check in checks))
        return {check.name: is_up for check, is_up in zip(checks, answers, strict=True)}

    async def _is_up(self, check: DependencyCheck) -> bool:
        try:
            async with asyncio.timeout(self._timeout_s):
                await check.check()
        except (ServiceUnavailableError, StorageFullError, TimeoutError):
            return False
        return True
