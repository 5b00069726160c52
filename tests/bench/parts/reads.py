"""What a page and a video cost, in libraries of every size."""

import contextlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
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

_SAMPLE_S = 2.0
_DEEP_PAGE = OWNED // 10 - 1
_ANY_RATE = {"RATE_LIMIT_API": "1000000/1s", "JOBS_IN_API": "false"}
_US = "µs"

_OF_BARE = {
    ("sqlite", "first page"): Bound(factor=1 / 0.2),
    ("sqlite", "detail"): Bound(factor=1 / 0.3),
}
_OF_DRIVER = Bound(factor=1 / 0.8)
_FLAT = Bound(factor=1 / 0.9)

Samples = dict[tuple[str, int, str], list[float]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A person with a library, by the requests that are measured."""

    product: Product
    owner_id: str
    video_id: str
    bodies: dict[str, bytes]
    requests: dict[str, bytes]


def measure_reads(shop: Workshop) -> Iterator[Row]:
    """Ask for pages and videos over 32 connections, beside bare servers and bare drivers."""
    samples: Samples = defaultdict(list)
    for videos in shop.libraries:
        with _sqlite(shop.folder, videos) as reader:
            _sample(samples, "sqlite", videos, reader, shop)
        with a_replica_set(shop.folder / f"mongod-{videos}") as server:
            uri = server.replace("/?", "/bench?")
            with _mongodb(shop.folder, videos, uri) as reader:
                _sample(samples, "mongodb", videos, reader, shop, uri)
    yield from _rows(samples, shop.libraries)


def _rows(samples: Samples, libraries: Sequence[int]) -> Iterator[Row]:
    for (store, videos, name), taken in samples.items():
        if name.startswith("bare "):
            continue
        for limit in ("bare answer", "bare driver"):
            beside = samples.get((store, videos, f"{limit}, {name}"))
            if beside:
                bound = _OF_DRIVER if limit == "bare driver" else _OF_BARE.get((store, name))
                title = f"{name}, {store}, {videos:,} videos / {limit}"
                yield Row(title, tuple(taken), tuple(beside), _US, bound)
    for store in ("sqlite", "mongodb"):
        for videos in libraries:
            first = tuple(samples[store, videos, "first page"])
            deep = tuple(samples[store, videos, "deep cursor"])
            yield Row(f"deep cursor / first page, {store}, {videos:,}", deep, first, _US, _FLAT)
            if videos != libraries[0]:
                small = tuple(samples[store, libraries[0], "first page"])
                title = f"first page, {store}, {videos:,} / {libraries[0]:,}"
                yield Row(title, first, small, _US, _FLAT)


def _sample(
    samples: Samples,
    store: str,
    videos: int,
    reader: _Reader,
    shop: Workshop,
    uri: str = "",
) -> None:
    with contextlib.ExitStack() as servers:
        bare = {}
        for name in ("detail", "first page"):
            folder = shop.folder / f"{store}-{videos}-bare-{name}"
            folder.mkdir()
            bare[name] = servers.enter_context(answering(reader.bodies[name], folder))
        for _ in range(shop.rounds):
            for name, asked in reader.requests.items():
                load = put_load(reader.product.port, [asked], seconds=_SAMPLE_S)
                samples[store, videos, name].append(load.us_each)
            for name, port in bare.items():
                load = put_load(port, [reader.requests[name]], seconds=_SAMPLE_S)
                samples[store, videos, f"bare answer, {name}"].append(load.us_each)
            if uri:
                told = _bare_driver(uri, reader)
                for name, us_each in zip(("detail", "first page"), told, strict=True):
                    samples[store, videos, f"bare driver, {name}"].append(us_each)


def _bare_driver(uri: str, reader: _Reader) -> list[float]:
    asked = [uri, "motor", reader.owner_id, reader.video_id, str(_SAMPLE_S)]
    command = [sys.executable, "-m", "tests.bench.bare_driver", *asked]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return [float(word) for word in told.stdout.split()]


@contextlib.contextmanager
def _sqlite(folder: Path, videos: int) -> Iterator[_Reader]:
    product = Product(folder / f"sqlite-{videos}")
    product.folder.mkdir()
    person = _registered(product)
    Library(person.user["id"], videos).fill_sqlite(product.data_dir / "platform.db")
    with _reading(product, person) as reader:
        yield reader


@contextlib.contextmanager
def _mongodb(folder: Path, videos: int, uri: str) -> Iterator[_Reader]:
    product = Product(folder / f"mongodb-{videos}", {"MONGO_URI": uri})
    product.folder.mkdir()
    person = _registered(product)
    Library(person.user["id"], videos).fill_mongodb(uri)
    with _reading(product, person) as reader:
        yield reader


def _registered(product: Product) -> Person:
    with product.serving(**_ANY_RATE), httpx.Client(base_url=product.base_url) as http:
        return Person.registers(http)


@contextlib.contextmanager
def _reading(product: Product, person: Person) -> Iterator[_Reader]:
    headers = dict(person.http.headers)
    with (
        product.serving(**_ANY_RATE) as process,
        httpx.Client(base_url=product.base_url, headers=headers, timeout=60) as http,
    ):
        first = http.get("/api/videos/my").raise_for_status()
        video_id = first.json()["data"][0]["id"]
        cursor = first.json()["meta"]["nextCursor"]
        for _ in range(2, _DEEP_PAGE):
            page = http.get("/api/videos/my", params={"cursor": cursor}).raise_for_status()
            cursor = page.json()["meta"]["nextCursor"]
        paths = {
            "detail": f"/api/videos/{video_id}",
            "first page": "/api/videos/my",
            "page 2": "/api/videos/my?page=2",
            "deep cursor": f"/api/videos/my?cursor={cursor}",
            "search": "/api/videos/my?q=lecture",
        }
        token = headers["authorization"].removeprefix("Bearer ")
        bodies = {name: http.get(path).raise_for_status().content for name, path in paths.items()}
        requests = {name: request(path, token=token) for name, path in paths.items()}
        give_the_first(process.pid)
        yield _Reader(product, person.user["id"], video_id, bodies, requests)
