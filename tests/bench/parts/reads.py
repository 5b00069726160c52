"""What a page and a video cost, in libraries of every size."""

import contextlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.bare_servers import answering
from tests.bench.cores import give_the_first
from tests.bench.library import OWNED, Library
from tests.bench.load import put_load, request
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.services.mongodb import a_replica_set

_SAMPLE_S = 0.5
_SAMPLES = 4
"""In a round: a machine that changes speed for seconds at a time does so between two long samples,
not between many short ones that are taken one beside the other."""

_DEEP_PAGE = OWNED // 10 - 1
_ANY_RATE = {"RATE_LIMIT_API": "1000000/1s", "JOBS_IN_API": "false"}
_US = "µs"

_PEOPLE = 48
"""Whose videos together are more than the product remembers, when they are asked for in turn."""

_REMEMBERED = 24
"""Of these people the videos are remembered, but are more answers than the read cache keeps."""

_KEPT, _MANY, _ANEW = "detail", "details in turn", "details read anew"
_FIRST, _SECOND = "first page", "page 2"
_FIRSTS = "first pages in turn"
"""Of all people: what one asks, nobody else does."""

_PATHS = {
    _KEPT: "/api/videos/{0}",
    _FIRST: "/api/videos/my",
    _SECOND: "/api/videos/my?page=2",
    "deep cursor": "/api/videos/my?cursor={1}",
    "search": "/api/videos/my?q=lecture",
}
"""By the first video of somebody, and where the last page but one begins."""

_OF_BARE = {
    ("sqlite", _FIRST): Bound(factor=1 / 0.4),
    ("sqlite", _KEPT): Bound(factor=1 / 0.4),
    ("sqlite", _SECOND): Bound(factor=1 / 0.2),
    ("sqlite", _MANY): Bound(factor=1 / 0.3),
}
_OF_DRIVER = dict.fromkeys((_KEPT, _FIRST, _FIRSTS), Bound(factor=1 / 0.8))
_FLAT = Bound(factor=1 / 0.9)

_WORK = ", processor time"
"""Of the server, for each answer: it knows nothing of what else the machine does."""

Samples = dict[tuple[int, str], list[float]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody with a library, by the requests that are measured, and the limits beside them."""

    product: Product
    pid: int
    owner_ids: tuple[str, ...]
    video_id: str
    requests: dict[str, list[bytes]]
    bare: dict[str, tuple[int, int]]


def measure_reads(shop: Workshop) -> Iterator[Row]:
    """Ask for pages and videos over 32 connections, beside bare servers and bare drivers."""
    for store, opened in (("sqlite", _sqlite), ("mongodb", _mongodb)):
        samples: Samples = defaultdict(list)
        with contextlib.ExitStack() as libraries:
            # All at once: what is minutes apart is measured on another machine, nearly.
            readers = {
                videos: libraries.enter_context(opened(shop.folder, videos))
                for videos in shop.libraries
            }
            for _ in range(shop.rounds * _SAMPLES):
                _sample(samples, readers)
        for videos in shop.libraries:
            yield from _beside_bare(samples, store, videos)
            yield from _flat(samples, store, videos, shop.libraries[0])


def _beside_bare(samples: Samples, store: str, videos: int) -> Iterator[Row]:
    for (size, name), taken in samples.items():
        if size != videos or name.startswith("bare "):
            continue
        of_bare = _OF_BARE.get((store, name.partition(_WORK)[0]))
        limits = {"bare answer": of_bare, "bare driver": _OF_DRIVER.get(name)}
        for limit, bound in limits.items():
            beside = samples.get((size, f"{limit}, {name}"))
            if beside and (limit == "bare answer" or bound):
                title = f"{name}, {store}, {videos:,} videos / {limit}"
                yield Row(title, tuple(taken), tuple(beside), _US, bound)


def _flat(samples: Samples, store: str, videos: int, fewest: int) -> Iterator[Row]:
    # From the cache, a first page is no page like any other.
    near = _FIRST if store == "mongodb" else _SECOND
    pages, deep = tuple(samples[videos, near]), tuple(samples[videos, "deep cursor"])
    yield Row(f"deep cursor / {near}, {store}, {videos:,} videos", deep, pages, _US, _FLAT)
    if videos != fewest:
        for name in (_FIRST, _SECOND):
            large, small = tuple(samples[videos, name]), tuple(samples[fewest, name])
            yield Row(f"{name}, {store}, {videos:,} / {fewest:,}", large, small, _US, _FLAT)


def _sample(samples: Samples, readers: Mapping[int, _Reader]) -> None:
    """Take each sample of one library after that of another, and each limit beside its row."""
    for name in (*_PATHS, _MANY, _ANEW, _FIRSTS):
        for videos, reader in readers.items():
            asked = reader.requests[name]
            sides = {name: (reader.product.port, reader.pid)}
            # The bare answer that is as long.
            like = _KEPT if name in {_KEPT, _MANY, _ANEW} else _FIRST
            if like in reader.bare:
                sides[f"bare answer, {name}"] = reader.bare[like]
            if name == _MANY:
                # What was read anew has displaced them.
                put_load(reader.product.port, reader.pid, asked, seconds=_SAMPLE_S)
            for title, (port, pid) in sides.items():
                load = put_load(port, pid, asked, seconds=_SAMPLE_S)
                samples[videos, title].append(load.us_each)
                samples[videos, title + _WORK].append(load.processor_us_each)
    for videos, reader in readers.items():
        if uri := reader.product.settings.get("MONGO_URI"):
            told = _bare_driver(uri, reader)
            for name, us_each in zip(_OF_DRIVER, told, strict=True):
                samples[videos, f"bare driver, {name}"].append(us_each)


def _bare_driver(uri: str, reader: _Reader) -> list[float]:
    asked = [uri, "motor", ",".join(reader.owner_ids), reader.video_id, str(_SAMPLE_S)]
    command = [sys.executable, "-m", "tests.bench.bare_driver", *asked]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return [float(word) for word in told.stdout.split()]


@contextlib.contextmanager
def _sqlite(folder: Path, videos: int) -> Iterator[_Reader]:
    product = Product(folder / f"sqlite-{videos}")
    people = _registered(product)
    _library(people, videos).fill_sqlite(product.data_dir / "platform.db")
    with _reading(product, people) as reader:
        yield reader


@contextlib.contextmanager
def _mongodb(folder: Path, videos: int) -> Iterator[_Reader]:
    with a_replica_set(folder / f"mongod-{videos}") as server:
        uri = server.replace("/?", "/bench?")
        product = Product(folder / f"mongodb-{videos}", {"MONGO_URI": uri})
        people = _registered(product)
        _library(people, videos).fill_mongodb(uri)
        with _reading(product, people) as reader:
            yield reader


def _library(people: Sequence[Person], videos: int) -> Library:
    return Library(tuple(person.user["id"] for person in people), videos)


def _registered(product: Product) -> list[Person]:
    """Have the product make its store, and people with accounts."""
    product.folder.mkdir()
    people = []
    with product.serving(**_ANY_RATE):
        for _ in range(_PEOPLE):
            with httpx.Client(base_url=product.base_url, timeout=60) as http:
                people.append(Person.registers(http))
    return people


@contextlib.contextmanager
def _reading(product: Product, people: Sequence[Person]) -> Iterator[_Reader]:
    tokens = [person.http.headers["authorization"].removeprefix("Bearer ") for person in people]
    with product.serving(**_ANY_RATE) as process, httpx.Client(timeout=60) as http:
        http.base_url = httpx.URL(product.base_url)
        details = [
            request(f"/api/videos/{video['id']}", token=token)
            for token in tokens
            for video in _get(http, token, "/api/videos/my?limit=100").json()["data"]
        ]
        first = _get(http, tokens[0], "/api/videos/my").json()
        cursor = first["meta"]["nextCursor"]
        for _ in range(2, _DEEP_PAGE):
            page = _get(http, tokens[0], f"/api/videos/my?cursor={cursor}").json()
            cursor = page["meta"]["nextCursor"]
        paths = {name: path.format(first["data"][0]["id"], cursor) for name, path in _PATHS.items()}
        requests = {name: [request(path, token=tokens[0])] for name, path in paths.items()}
        requests[_MANY] = details[: _REMEMBERED * OWNED]
        requests[_ANEW] = details
        requests[_FIRSTS] = [request(paths[_FIRST], token=token) for token in tokens]
        give_the_first(process.pid)
        # Beside a store on the network, the driver is the limit.
        limited = () if "MONGO_URI" in product.settings else (_KEPT, _FIRST)
        answers = {name: _get(http, tokens[0], paths[name]) for name in limited}
        with _answering(product, answers) as bare:
            owner_ids = tuple(person.user["id"] for person in people)
            video_id = first["data"][0]["id"]
            yield _Reader(product, process.pid, owner_ids, video_id, requests, bare)


@contextlib.contextmanager
def _answering(
    product: Product, answers: Mapping[str, httpx.Response]
) -> Iterator[dict[str, tuple[int, int]]]:
    """Have a bare server give each answer; yield their ports and processes."""
    with contextlib.ExitStack() as servers:
        bare = {}
        for name, answer in answers.items():
            folder = product.folder / f"bare-{name}"
            folder.mkdir()
            bare[name] = servers.enter_context(answering(answer, folder))
        yield bare


def _get(http: httpx.Client, token: str, path: str) -> httpx.Response:
    return http.get(path, headers={"Authorization": f"Bearer {token}"}).raise_for_status()
