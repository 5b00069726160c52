"""The platform as it is served, and a person with a stop watch."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e.person import Json, Person
from tests.e2e.product import Product

_LOOK_S = 0.02
_SELDOM_S = 0.2
"""Looking all the time takes a twentieth of two cores, which encodings of a minute would lack."""

_PATIENCE_S = 3600.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from the acknowledgement (202) to READY, and to the last rendition."""

    ready_s: float
    complete_s: float


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[tuple[Person, int]]:
    """Serve on an empty data folder; hand out somebody with an account, and the process's id."""
    folder.mkdir(parents=True)
    product = Product(folder)
    with (
        product.serving(RATE_LIMIT_ENABLED="false", **settings) as process,
        httpx.Client(base_url=product.base_url, timeout=600) as http,
    ):
        yield Person.registers(http), process.pid


def time_upload(person: Person, source: Path, *, until_complete: bool) -> Timing:
    """Upload `source`, follow it, and delete it; `complete_s` is 0.0 where nobody waits for it."""
    video = person.uploads(source)
    acknowledged_s = time.monotonic()
    _wait(person, video, lambda seen: seen["status"] == "READY", _LOOK_S)
    ready_s = time.monotonic() - acknowledged_s
    complete_s = 0.0
    if until_complete:
        _wait(person, video, lambda seen: bool(seen["complete"]), _SELDOM_S)
        complete_s = time.monotonic() - acknowledged_s
    person.http.delete(f"/api/videos/{video['id']}").raise_for_status()
    return Timing(ready_s, complete_s)


def _wait(person: Person, video: Json, holds: Callable[[Json], bool], look_s: float) -> None:
    deadline_s = time.monotonic() + _PATIENCE_S
    while not holds(seen := person.sees(video)):
        if seen["status"] == "FAILED" or time.monotonic() > deadline_s:
            raise RuntimeError(f"no measurement: {seen}")
        time.sleep(look_s)
