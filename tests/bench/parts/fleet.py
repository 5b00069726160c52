"""How much faster two workers are than one."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.bench.cores import give_one
from tests.bench.plain_tool import encodings_s
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.polling import wait_until

_VIDEOS = 20
_SOURCE_S = 10
_WITHIN_S = 1800.0
_BETWEEN_LOOKS_S = 0.5
"""Looking takes from the encoding, and most where every core encodes."""
_SHARE = Bound(factor=0.6)
_ONE_CORE = {"ENCODER_THREADS": "1", "WORKER_CONCURRENCY": "1"}
"""So that one worker cannot fill the machine by itself; each has a core of its own, too, since
ffmpeg reads, filters and writes in threads beside the one that encodes."""


def measure_fleet(shop: Workshop) -> Iterator[Row]:
    """Finish twenty videos that have to be encoded: two workers beside one."""
    source = shop.folder / "source.mp4"
    made = ["-f", "lavfi", "-i", f"testsrc2=size=854x480:rate=25:duration={_SOURCE_S}"]
    command = [shop.ffmpeg, "-nostdin", "-v", "error", *made, "-c:v", "mpeg4", "-q:v", "5"]
    subprocess.run([*command, str(source)], check=True)
    by_workers: dict[int, list[float]] = {1: [], 2: []}
    bare: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(shop.rounds):
        for at_once in (2, 1):
            folder = shop.folder / f"{turn}-{at_once}"
            by_workers[at_once].append(_finish(folder, source, workers=at_once))
            beside = folder / "bare"
            beside.mkdir()
            bare[at_once].append(
                encodings_s(shop.ffmpeg, source, beside, times=_VIDEOS, at_once=at_once)
            )
    two, one = by_workers[2], by_workers[1]
    yield Row(f"{_VIDEOS} videos, two workers for one", tuple(two), tuple(one), bound=_SHARE)
    yield Row(f"{_VIDEOS} bare encodings, two at a time for one", tuple(bare[2]), tuple(bare[1]))


def _finish(folder: Path, source: Path, *, workers: int) -> float:
    """Return the seconds from the start of the workers until every video is complete."""
    folder.mkdir()
    product = Product(folder)
    with (
        product.serving(RATE_LIMIT_ENABLED="false", JOBS_IN_API="false"),
        httpx.Client(base_url=product.base_url, timeout=60) as http,
        contextlib.ExitStack() as fleet,
    ):
        person = Person.registers(http)
        for _ in range(_VIDEOS):
            person.uploads(source)
        began_s = time.monotonic()
        for number in range(workers):
            give_one(fleet.enter_context(product.working(**_ONE_CORE)).pid, number)
        wait_until(lambda: _is_over(person), within_s=_WITHIN_S)
        return time.monotonic() - began_s


def _is_over(person: Person) -> bool:
    time.sleep(_BETWEEN_LOOKS_S)
    videos = person.http.get("/api/videos/my", params={"limit": _VIDEOS}).json()["data"]
    return all(video["complete"] for video in videos)
