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

    parts: dict[str, bool]

    @property
    def is_ready(self) -> bool:
        """Whether every part is up."""
        return all(self.parts.values())


class CheckReadiness:
    """Ask every part that the service needs; the answer comes within `timeout`."""

    def __init__(self, checks: Sequence[DependencyCheck], timeout: timedelta) -> None:
        self._checks = checks
        self._timeout_s = timeout.total_seconds()

    async def __call__(self) -> Readiness:
        answers = await asyncio.gather(*(self._is_up(check) for check in self._checks))
        return Readiness({check.name: up for check, up in zip(self._checks, answers, strict=True)})

    async def _is_up(self, check: DependencyCheck) -> bool:
        try:
            async with asyncio.timeout(self._timeout_s):
                await check.check()
        except (ServiceUnavailableError, StorageFullError, TimeoutError):
            return False
        return True
