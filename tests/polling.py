"""Waiting for a condition, never for a time."""

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

_INTERVAL_S = 0.02


def wait_until(condition: Callable[[], Seen], *, within_s: float = 10.0) -> Seen:
    """Return the first true answer of `condition`.

    Raises:
        TimeoutError: no true answer came within `within_s` seconds; tells the last one.
    """
    deadline = time.monotonic() + within_s
    while not (seen := condition()):
        if time.monotonic() >= deadline:
            raise TimeoutError(_overdue(condition, seen, within_s))
        time.sleep(_INTERVAL_S)
    return seen


async def eventually(condition: Callable[[], object], *, within_s: float = 10.0) -> None:
    """Return once `condition`, which may be a coroutine function, answers something true.

    Raises:
        TimeoutError: no true answer came within `within_s` seconds; tells the last one.
    """
    deadline = time.monotonic() + within_s
    while True:
        answer = condition()
        seen = await answer if inspect.isawaitable(answer) else answer
        if seen:
            return
        if time.monotonic() >= deadline:
            raise TimeoutError(_overdue(condition, seen, within_s))
        await asyncio.sleep(_INTERVAL_S)


def _overdue(condition: Callable[[], object], seen: object, within_s: float) -> str:
    return f"{inspect.getsource(condition).strip()} was still {seen!r} after {within_s} s"
