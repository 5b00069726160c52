"""What changing a video costs."""

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence

import httpx

from tests.bench.load import put_load, request
from tests.bench.readers import library_of, registered, serving, videos_of
from tests.bench.rows import Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.services.mongodb import a_replica_set

_SAMPLE_S = 1.0
_SAMPLES = 2
_PEOPLE = 24
_TITLES = ("On Lenses", "On Light")
"""Told in turn, so that every request changes something."""


def measure_writes(shop: Workshop) -> Iterator[Row]:
    """Rename videos over 32 connections, beside a bare driver that changes the same records."""
    videos = shop.libraries[0]
    product = Product(shop.folder / "sqlite")
    people = registered(product)
    path = product.data_dir / "platform.db"
    library_of(people, videos).fill_sqlite(path)
    yield _row("sqlite", product, people, str(path), shop.rounds)
    with a_replica_set(shop.folder / "mongod") as server:
        uri = server.replace("/?", "/bench?")
        product = Product(shop.folder / "mongodb", {"MONGO_URI": uri})
        people = registered(product)
        library_of(people, videos).fill_mongodb(uri)
        yield _row("mongodb", product, people, uri, shop.rounds)


def _row(store: str, product: Product, people: Sequence[Person], address: str, rounds: int) -> Row:
    ours, theirs = [], []
    with serving(product) as server:
        asked = _renamings(product.base_url, people[:_PEOPLE])
        for _ in range(rounds * _SAMPLES):
            ours.append(put_load(*server, asked, seconds=_SAMPLE_S).us_each)
            theirs.append(_bare_us(store, address))
    return Row(f"rename, {store} / bare driver", tuple(ours), tuple(theirs), "µs")


def _renamings(base_url: str, people: Sequence[Person]) -> list[bytes]:
    """Return a request for each of these people's videos and each title."""
    with httpx.Client(base_url=base_url, timeout=60) as http:
        videos = videos_of(http, people)
    return [
        request(path, token=token, body=json.dumps({"title": title}).encode(), method="PATCH")
        for title, (path, token) in itertools.product(_TITLES, videos)
    ]


def _bare_us(store: str, address: str) -> float:
    command = [sys.executable, "-m", "tests.bench.bare_writes", store, address, str(_SAMPLE_S)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(told.stdout)
