"""What a page and a video cost, in libraries of every size."""

import contextlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.bench.load import put_load
from tests.bench.readers import (
    DEEP,
    DETAIL,
    FIRST,
    FIRSTS,
    MANY,
    SECOND,
    UNCACHED,
    Reader,
    on_mongodb,
    on_sqlite,
)
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop

_SAMPLE_S = 0.5
_SAMPLES = 4
"""In a round: a machine that changes speed for seconds at a time does so between two long samples,
not between many short ones that are taken one beside the other."""

_US = "µs"

_CACHED, _PAGE, _VIDEO = Bound(factor=1 / 0.4), Bound(factor=1 / 0.2), Bound(factor=1 / 0.3)
_OF_BARE = {  # on SQLite
    DETAIL: _CACHED,
    FIRST: _CACHED,
    SECOND: _PAGE,
    MANY: _VIDEO,
    **{name: {DETAIL: _VIDEO, FIRST: _PAGE}[like] for name, like in UNCACHED.items()},
}
_OF_DRIVER = dict.fromkeys((DETAIL, FIRST, FIRSTS), Bound(factor=1 / 0.8))
_FLAT = Bound(factor=1 / 0.9)

_NEAR = "page beside deep cursor"
_WORK = ", processor time"
"""Of the server, for each answer: it knows nothing of what else the machine does."""

Samples = dict[tuple[int, str], list[float]]


def measure_reads(shop: Workshop) -> Iterator[Row]:
    """Ask for pages and videos over 32 connections, beside bare servers and bare drivers."""
    for store, opened in (("sqlite", on_sqlite), ("mongodb", on_mongodb)):
        samples: Samples = defaultdict(list)
        with contextlib.ExitStack() as libraries:
            # All at once: what is minutes apart is measured on another machine, nearly.
            readers = {
                videos: libraries.enter_context(opened(shop.folder, videos))
                for videos in shop.libraries
            }
            for _ in range(shop.rounds * _SAMPLES):
                _sample(samples, readers, store)
        for videos in shop.libraries:
            yield from _beside_bare(samples, store, videos)
            yield from _flat(samples, store, videos, shop.libraries[0])


def _beside_bare(samples: Samples, store: str, videos: int) -> Iterator[Row]:
    for (size, name), taken in samples.items():
        if size != videos or name.startswith("bare "):
            continue
        of_bare = _OF_BARE.get(name.partition(_WORK)[0]) if store == "sqlite" else None
        limits = {"bare answer": of_bare, "bare driver": _OF_DRIVER.get(name)}
        for limit, bound in limits.items():
            beside = samples.get((size, f"{limit}, {name}"))
            if beside and (limit == "bare answer" or bound):
                title = f"{name}, {store}, {videos:,} videos / {limit}"
                yield Row(title, tuple(taken), tuple(beside), _US, bound)


def _flat(samples: Samples, store: str, videos: int, fewest: int) -> Iterator[Row]:
    pages, deep = tuple(samples[videos, _NEAR]), tuple(samples[videos, DEEP])
    title = f"{DEEP} / {_near(store)}, {store}, {videos:,} videos"
    yield Row(title, deep, pages, _US, _FLAT)
    if videos != fewest:
        for name in (FIRST, SECOND):
            large, small = tuple(samples[videos, name]), tuple(samples[fewest, name])
            yield Row(f"{name}, {store}, {videos:,} / {fewest:,}", large, small, _US, _FLAT)


def _near(store: str) -> str:
    # From the cache, a first page is no page like any other.
    return FIRST if store == "mongodb" else SECOND


def _sample(samples: Samples, readers: Mapping[int, Reader], store: str) -> None:
    """Take each sample of one library after that of another, and each limit beside its row."""
    names = next(iter(readers.values())).servers
    for name in names:
        for videos, reader in readers.items():
            server, asked = reader.servers[name], reader.requests[name]
            sides = {name: (server, asked)}
            if name == DEEP:
                sides[_NEAR] = server, reader.requests[_near(store)]
            if name in reader.bare:
                sides[f"bare answer, {name}"] = reader.bare[name], asked
            if name == MANY:
                # So that all of them are remembered again.
                put_load(*server, asked, seconds=_SAMPLE_S)
            for title, (answering, questions) in sides.items():
                load = put_load(*answering, questions, seconds=_SAMPLE_S)
                samples[videos, title].append(load.us_each)
                samples[videos, title + _WORK].append(load.processor_us_each)
    for videos, reader in readers.items():
        if reader.mongo_uri:
            for name, us_each in zip(_OF_DRIVER, _bare_driver(reader), strict=True):
                samples[videos, f"bare driver, {name}"].append(us_each)


def _bare_driver(reader: Reader) -> list[float]:
    owner_ids = ",".join(reader.owner_ids)
    asked = [reader.mongo_uri, "motor", owner_ids, reader.video_id, str(_SAMPLE_S)]
    command = [sys.executable, "-m", "tests.bench.bare_driver", *asked]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return [float(word) for word in told.stdout.split()]
