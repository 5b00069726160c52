"""How soon the product answers, and what it holds in memory while nobody asks."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.product import Product
from tests.polling import wait_until

_START = Bound(factor=1.5, plus=0.3)
_IDLE_MIB = Bound(plus=120)
_IDLE_AFTER_S = 5.0
"""By then the worker has looked at the records, and nothing else is to be done."""


def measure_start(shop: Workshop) -> Iterator[Row]:
    """Start on an empty folder until the first answer, beside a program that imports Litestar."""
    started, imported, idle = [], [], []
    for turn in range(3 * shop.rounds):
        imported.append(_import_s())
        folder = shop.folder / f"start-{turn}"
        folder.mkdir()
        seconds, mib = _start(folder)
        started.append(seconds)
        idle.append(mib)
    yield Row("cold start / import litestar", tuple(started), tuple(imported), bound=_START)
    yield Row("idle memory", tuple(idle), unit="MiB", bound=_IDLE_MIB)


def _import_s() -> float:
    began_s = time.monotonic()
    subprocess.run([sys.executable, "-c", "import litestar"], check=True)
    return time.monotonic() - began_s


def _start(folder: Path) -> tuple[float, float]:
    product = Product(folder)
    command = [sys.executable, "-m", "entrypoints", "serve"]
    with (
        # Made before, since making a client takes as long as half an import.
        httpx.Client(base_url=product.base_url) as http,
        (folder / "serve.log").open("wb") as log,
    ):
        began_s = time.monotonic()
        process = subprocess.Popen(command, env=product.environment, stderr=log)
        try:
            wait_until(lambda: _answers(http), within_s=60)
            seconds = time.monotonic() - began_s
            time.sleep(_IDLE_AFTER_S)
            return seconds, resident_mib(process.pid)
        finally:
            process.terminate()
            process.wait()


def _answers(http: httpx.Client) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return http.get("/health").is_success
    return False


def resident_mib(pid: int) -> float:
    """Return what a process itself holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
