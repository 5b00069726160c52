"""Coroutines that wait for nothing, run without an event loop."""

from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


def at_once(coroutine: Coroutine[object, None, T]) -> T:
    """Return the result of a coroutine that never has to wait.

    Raises:
        AssertionError: it waited for something.
    """
    try:
        coroutine.send(None)
    except StopIteration as ended:
        result: T = ended.value
        return result
    raise AssertionError("the coroutine waits")
