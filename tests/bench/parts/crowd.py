"""How the API answers while twenty videos wait to be processed."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles

from tests.bench.rows import Bound, Row
from tests.bench.service import served
from tests.bench.workshop import Workshop
from tests.e2e.person import Person

_VIDEOS = 20
_SOURCE_S = 10
_WATCHED_S = 30.0
_WARM_UP = 50
_P95_MS = Bound(plus=250)
_GROWTH_MIB = Bound(plus=32)
"""What caches and threads may still take once the service is warm."""


def measure_crowd(shop: Workshop) -> Iterator[Row]:
    """Ask for the list and for a video, again and again, while twenty videos are processed."""
    source = shop.footage.film("h264", _SOURCE_S)
    lists, details, grown = [], [], []
    for turn in range(shop.rounds):
        with served(shop.folder / f"crowd-{turn}") as (person, pid):
            last = [person.uploads(source) for _ in range(_VIDEOS)][-1]
            for _ in range(_WARM_UP):
                _list(person)
            before_mib = _resident_mib(pid)
            list_ms: list[float] = []
            detail_ms: list[float] = []
            until_s = time.monotonic() + _WATCHED_S
            while time.monotonic() < until_s:
                list_ms.append(_timed_ms(partial(_list, person)))
                detail_ms.append(_timed_ms(partial(person.sees, last)))
            grown.append(_resident_mib(pid) - before_mib)
            if person.sees(last)["complete"]:
                raise RuntimeError("no measurement: the work was over before the watching")
        lists.append(_p95(list_ms))
        details.append(_p95(detail_ms))
    yield Row(f"list p95, {_VIDEOS} at work", tuple(lists), unit="ms", bound=_P95_MS)
    yield Row(f"detail p95, {_VIDEOS} at work", tuple(details), unit="ms", bound=_P95_MS)
    yield Row(f"memory grown in {_WATCHED_S:g} s", tuple(grown), unit="MiB", bound=_GROWTH_MIB)


def _list(person: Person) -> None:
    person.http.get("/api/videos/my").raise_for_status()


def _timed_ms(ask: Callable[[], object]) -> float:
    began_s = time.monotonic()
    ask()
    return (time.monotonic() - began_s) * 1000


def _p95(samples: list[float]) -> float:
    return quantiles(samples, n=20)[-1]


def _resident_mib(pid: int) -> float:
    """Return what the server itself holds in memory; its children are counted elsewhere."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the server is gone")
