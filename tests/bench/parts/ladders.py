"""What all qualities of one video cost, and how soon the first of them plays."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.video.ladder import pick_rungs
from tests.bench.plain_tool import ladder_s
from tests.bench.processor_time import of_children_of_s, of_own_children_s
from tests.bench.rows import Bound, Row
from tests.bench.service import served, time_upload
from tests.bench.workshop import Workshop
from tests.e2e.person import Person

_BOUNDS = {"h264": Bound(0.65), "hevc": Bound(1.25), "vp9": Bound(1.25)}
_EARLY = Bound(0.25)
_RUNGS = pick_rungs(1920, 1080, 30)


@dataclass(slots=True)
class _Samples:
    ready_s: list[float] = field(default_factory=list)
    complete_s: list[float] = field(default_factory=list)
    processor_s: list[float] = field(default_factory=list)
    plain_s: list[float] = field(default_factory=list)
    plain_processor_s: list[float] = field(default_factory=list)


def measure_ladders(shop: Workshop) -> Iterator[Row]:
    """Time 202 → complete of 1080p30, beside one hand-written command for the same rungs."""
    with served(shop.folder / "ladders") as (person, pid):
        for codec, bound in _BOUNDS.items():
            source = shop.footage.film(codec, shop.seconds)
            samples = _Samples()
            for _ in range(shop.rounds):
                _measure_ours(samples, person, pid, source)
                _measure_theirs(samples, shop, source)
            yield from _rows(f"{shop.seconds} s {codec}", samples, bound)
            if codec != "h264":
                name = f"READY, {shop.seconds} s {codec} / ladder"
                yield Row(name, tuple(samples.ready_s), tuple(samples.complete_s), bound=_EARLY)


def _measure_ours(samples: _Samples, person: Person, pid: int, source: Path) -> None:
    before_s = of_children_of_s(pid)
    timing = time_upload(person, source, until_complete=True)
    samples.ready_s.append(timing.ready_s)
    samples.complete_s.append(timing.complete_s)
    samples.processor_s.append(of_children_of_s(pid) - before_s)


def _measure_theirs(samples: _Samples, shop: Workshop, source: Path) -> None:
    before_s = of_own_children_s()
    samples.plain_s.append(ladder_s(shop.ffmpeg, source, _RUNGS, shop.folder / "plain"))
    samples.plain_processor_s.append(of_own_children_s() - before_s)


def _rows(name: str, samples: _Samples, bound: Bound) -> Iterator[Row]:
    ours, theirs = tuple(samples.complete_s), tuple(samples.plain_s)
    yield Row(f"ladder, {name} / by hand", ours, theirs, bound=bound)
    ours, theirs = tuple(samples.processor_s), tuple(samples.plain_processor_s)
    yield Row(f"the same, processor time, {name}", ours, theirs, bound=bound)
