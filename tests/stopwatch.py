"""How long something takes."""

import time
from collections.abc import Callable


def timed_s(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began_s = time.monotonic()
    work()
    return time.monotonic() - began_s
