"""People with libraries of every size, and the servers that answer them."""

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.bench.bare_servers import answering
from tests.bench.cores import give_the_first
from tests.bench.library import OWNED, Library
from tests.bench.load import request
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.services.mongodb import a_replica_set
from tests.services.process import free_port
from tests.services.valkey import serving_redis

DETAIL, MANY, ANEW = "detail", "details in turn", "details read anew"
FIRST, SECOND, DEEP = "first page", "page 2", "deep cursor"
FIRSTS = "first pages in turn"
"""Of all people: what one asks, nobody else does."""

UNCACHED = {"detail without cache": DETAIL, "first page without cache": FIRST}
"""The same questions, to the same product without its read cache."""

ON_REDIS = {
    "detail with redis": DETAIL,
    "first page with redis": FIRST,
    "page 2 with redis": SECOND,
}
"""The same questions, to the same product with Redis, which is where its cache and limits are."""

_PATHS = {
    DETAIL: "/api/videos/{0}",
    FIRST: "/api/videos/my",
    SECOND: "/api/videos/my?page=2",
    DEEP: "/api/videos/my?cursor={1}",
    "search": "/api/videos/my?q=lecture",
}
"""By the first video of somebody, and where the last page but one begins."""

_DEEP_PAGE = OWNED // 10 - 1
_SETTINGS = {"LOG_FORMAT": "json", "RATE_LIMIT_API": "1000000/1s", "JOBS_IN_API": "false"}
"""Lines for machines, as in production; a limit that counts and never refuses; nobody else's work.
"""

_PEOPLE = 48
"""Whose videos together are more than the product remembers, when they are asked for in turn."""

_REMEMBERED = 24
"""Of these people, all videos are."""


class Server(NamedTuple):
    """Where it listens, and its process."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a library, by the names of the rows.

    Attributes:
        owner_ids: of everybody whose videos are asked for, this one's first.
        video_id: of the first of the videos.
        requests: what is asked.
        servers: who is asked.
        answers: what came of the questions whose limit is a bare answer.
        bare: who gives an answer as long and does nothing else, where that is a limit.
        mongo_uri: where the records are, if they are there.
    """

    owner_ids: tuple[str, ...]
    video_id: str
    requests: Mapping[str, Sequence[bytes]]
    servers: Mapping[str, Server]
    answers: Mapping[str, httpx.Response]
    bare: Mapping[str, Server]
    mongo_uri: str = ""


@contextlib.contextmanager
def on_sqlite(folder: Path, videos: int) -> Iterator[Reader]:
    """Have a library of `videos` in a file, and the product with and without its cache."""
    product = Product(folder / f"sqlite-{videos}")
    people = registered(product)
    library_of(people, videos).fill_sqlite(product.data_dir / "platform.db")
    beside, settings = product.folder / "without-cache", {"DATA_DIR": str(product.data_dir)}
    beside.mkdir()
    uncached = Product(beside, settings, program="tests.bench.without_cache")
    with serving(product) as server, serving(uncached) as direct:
        reader = _reader(server, people)
        servers = {**reader.servers, **dict.fromkeys(UNCACHED, direct)}
        with _answering(reader.answers, product.folder, servers) as bare:
            yield replace(reader, servers=servers, bare=bare)


@contextlib.contextmanager
def on_mongodb(folder: Path, videos: int) -> Iterator[Reader]:
    """Have a library of `videos` on a database server: beside it, the driver is the limit."""
    with a_replica_set(folder / f"mongod-{videos}") as database:
        uri = database.replace("/?", "/bench?")
        product = Product(folder / f"mongodb-{videos}", {"MONGO_URI": uri})
        people = registered(product)
        library_of(people, videos).fill_mongodb(uri)
        port = free_port()
        shared = Product(
            product.folder / "with-redis",
            {"MONGO_URI": uri, "REDIS_URL": f"redis://127.0.0.1:{port}"},
        )
        shutil.copytree(product.data_dir, shared.data_dir)
        with (
            serving_redis(port, shared.folder),
            serving(product) as server,
            serving(shared) as on_redis,
        ):
            reader = _reader(server, people)
            servers = {**reader.servers, **dict.fromkeys(ON_REDIS, on_redis)}
            with _answering(reader.answers, shared.folder, ON_REDIS) as bare:
                yield replace(reader, servers=servers, bare=bare, mongo_uri=uri)


def library_of(people: Sequence[Person], videos: int) -> Library:
    """Return what is to be written for them."""
    return Library(tuple(person.user["id"] for person in people), videos)


def registered(product: Product) -> list[Person]:
    """Have the product make its store, and people with accounts."""
    product.folder.mkdir()
    people = []
    with product.serving(**_SETTINGS):
        for _ in range(_PEOPLE):
            with httpx.Client(base_url=product.base_url, timeout=60) as http:
                people.append(Person.registers(http))
    return people


@contextlib.contextmanager
def serving(product: Product) -> Iterator[Server]:
    """Serve on the first core, as it is measured."""
    with product.serving(**_SETTINGS) as process:
        give_the_first(process.pid)
        yield Server(product.port, process.pid)


def videos_of(http: httpx.Client, people: Sequence[Person]) -> list[tuple[str, str]]:
    """Return the path of each video of these people, and its owner's token."""
    return [
        (f"/api/videos/{video['id']}", person.token)
        for person in people
        for video in _get(http, person.token, f"/api/videos/my?limit={OWNED}").json()["data"]
    ]


def _reader(server: Server, people: Sequence[Person]) -> Reader:
    tokens = [person.token for person in people]
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as http:
        details = [request(path, token=token) for path, token in videos_of(http, people)]
        first = _get(http, tokens[0], "/api/videos/my").json()
        cursor, video_id = first["meta"]["nextCursor"], first["data"][0]["id"]
        for _ in range(2, _DEEP_PAGE):
            page = _get(http, tokens[0], f"/api/videos/my?cursor={cursor}").json()
            cursor = page["meta"]["nextCursor"]
        paths = {name: path.format(video_id, cursor) for name, path in _PATHS.items()}
        answers = {name: _get(http, tokens[0], paths[name]) for name in (DETAIL, FIRST)}
    one = {name: [request(path, token=tokens[0])] for name, path in paths.items()}
    many = {
        MANY: details[: _REMEMBERED * OWNED],
        ANEW: details,
        FIRSTS: [request(paths[FIRST], token=token) for token in tokens],
    }
    elsewhere = {name: one[like] for name, like in (UNCACHED | ON_REDIS).items()}
    owner_ids = tuple(person.user["id"] for person in people)
    servers = dict.fromkeys([*one, *many], server)
    return Reader(owner_ids, video_id, {**one, **many, **elsewhere}, servers, answers, {})


@contextlib.contextmanager
def _answering(
    answers: Mapping[str, httpx.Response], folder: Path, rows: Iterable[str]
) -> Iterator[dict[str, Server]]:
    """Have bare servers give the answers, for `rows`."""
    with contextlib.ExitStack() as servers:
        bare = {}
        for name, answer in answers.items():
            own = folder / f"bare-{name}"
            own.mkdir()
            bare[name] = Server(*servers.enter_context(answering(answer, own)))
        yield {row: bare[DETAIL if row.startswith(DETAIL) else FIRST] for row in rows}


def _get(http: httpx.Client, token: str, path: str) -> httpx.Response:
    return http.get(path, headers={"Authorization": f"Bearer {token}"}).raise_for_status()
