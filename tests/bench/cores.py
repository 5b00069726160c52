"""Who works on which core: a load generator that shares its server's measures both at once."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def give_the_first(pid: int) -> None:
    """Have a server work on the first core alone, with all of its threads."""
    if _can_pin():
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {0})


def give_one(pid: int, number: int) -> None:
    """Have a process that has just been started work on one core, with all that it will start."""
    if _can_pin():
        os.sched_setaffinity(pid, {number % len(os.sched_getaffinity(0))})


def take_the_first() -> None:
    """Have this process work there."""
    if _can_pin():
        os.sched_setaffinity(0, {0})


@contextlib.contextmanager
def taking_the_others() -> Iterator[None]:
    """Have this process work on every core but the first."""
    if not _can_pin():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before - {0})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _can_pin() -> bool:
    return sys.platform == "linux" and {0, 1} <= os.sched_getaffinity(0)
