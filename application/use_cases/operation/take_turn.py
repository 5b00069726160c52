"""Work that one process does for all."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.schedule import Schedule

_SLACK = 0.9
"""Who asks once in an interval asks a little early at times, and must not lose a whole one."""


class TakeTurn:
    """Tell whether the caller is to do a task that is done once in `interval`, by whomever."""

    def __init__(self, schedule: Schedule, clock: Clock) -> None:
        self._schedule = schedule
        self._clock = clock

    async def __call__(self, task: str, interval: timedelta) -> bool:
        return await self._schedule.take_turn(task, self._clock.now(), interval * _SLACK)
