"""Redis is away under load for half a minute: nothing fails, nothing is lost, no read is stale."""

import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.e2e.engines import Install
from tests.e2e.person import Json, Person, Registers
from tests.services.process import free_port, stop
from tests.services.valkey import serving_redis

_ROUNDS = 3
_AWAY_S = 30.0


def test_P7_P46_redis_stops_under_load(
    mongo_uri: str, tmp_path: Path, install: Install, film: Path, registers: Registers
) -> None:
    port = free_port()
    stores = {
        "MONGO_URI": mongo_uri,
        "REDIS_URL": f"redis://127.0.0.1:{port}",
        "DATA_DIR": str(tmp_path / "var"),
        "JWT_SECRET": secrets.token_urlsafe(48),
        "JOBS_IN_API": "true",
    }
    with ExitStack() as stack:
        redis = stack.enter_context(serving_redis(port, tmp_path))
        products = [install(tmp_path / name, stores) for name in ("first", "second")]
        for product in products:
            stack.enter_context(product.serving())
        here = registers(products[0].base_url)
        there = stack.enter_context(
            httpx.Client(base_url=products[1].base_url, headers=here.http.headers, timeout=60)
        )
        videos = [here.uploads(film)]
        with _reading(there, videos[0]) as answers:
            _change_and_look(here, there, videos[0], "with Redis")
            stop(redis)
            back_at_s = time.monotonic() + _AWAY_S
            while time.monotonic() < back_at_s:
                videos.append(here.uploads(film))
                _change_and_look(here, there, videos[0], "without Redis")
                here.waits_until_ready(videos[-1])
            assert "ratelimit" in there.get("/api/auth/me").headers
            stack.enter_context(serving_redis(port, tmp_path))
            _change_and_look(here, there, videos[0], "with Redis again")
            videos.append(here.uploads(film))

        assert len(videos) > _ROUNDS
        assert answers == {httpx.codes.OK}
        for video in videos:
            here.waits_until_ready(video)


@contextmanager
def _reading(http: httpx.Client, video: Json) -> Iterator[set[int]]:
    """Read a video and its page without pause; yield the statuses that were answered."""
    answers: set[int] = set()
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            for path in (f"/api/videos/{video['id']}", "/api/videos/my"):
                answers.add(http.get(path).status_code)

    with ThreadPoolExecutor(2) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        try:
            yield answers
        finally:
            is_over.set()
        for reader in readers:
            reader.result()


def _change_and_look(here: Person, there: httpx.Client, video: Json, when: str) -> None:
    """Change a title here again and again, and see each change there."""
    path = f"/api/videos/{video['id']}"
    for number in range(_ROUNDS):
        title = f"{number} {when}"
        here.http.patch(path, json={"title": title}).raise_for_status()
        assert there.get(path).json()["title"] == title
