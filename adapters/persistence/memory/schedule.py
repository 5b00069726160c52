"""Turns in a dict."""

from datetime import datetime, timedelta

from application.ports.schedule import Schedule


class MemorySchedule(Schedule):
    """Remembers the turns of one process."""

    def __init__(self) -> None:
        self._begun_at: dict[str, datetime] = {}

    async def take_turn(self, task: str, now: datetime, gap: timedelta) -> bool:
        begun_at = self._begun_at.get(task)
        if begun_at is not None and begun_at > now - gap:
            return False
        self._begun_at[task] = now
        return True
