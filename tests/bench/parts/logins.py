"""How many people log in at once, and who waits for it."""

import json
import subprocess
import sys
from collections.abc import Iterator

import httpx

from tests.bench.load import put_load, request
from tests.bench.pinging import Pinging
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product

_SAMPLE_S = 2.5
_SAMPLES = 2
"""In a round, each beside its limit."""

_THREADS = 2
_PEOPLE = 8
_TIME = Bound(factor=1 / 0.9)
_LATENCY_MS = Bound(plus=50)


def measure_logins(shop: Workshop) -> Iterator[Row]:
    """Log in over 32 connections, beside a bare pool of threads that only hashes."""
    product = Product(shop.folder)
    ours, bare, latency_ms = [], [], []
    with product.serving(JOBS_IN_API="false", RATE_LIMIT_AUTH="1000000/1s") as process:
        asked = [_log_in(product.base_url) for _ in range(_PEOPLE)]
        for _ in range(shop.rounds * _SAMPLES):
            with Pinging(product.base_url) as pinging:
                ours.append(
                    put_load(product.port, process.pid, asked, seconds=_SAMPLE_S).us_each / 1000
                )
            latency_ms.append(pinging.p99_ms)
            bare.append(_bare_ms())
    yield Row("login / bare hashes", tuple(ours), tuple(bare), "ms", _TIME)
    yield Row("health p99 meanwhile", tuple(latency_ms), unit="ms", bound=_LATENCY_MS)


def _log_in(base_url: str) -> bytes:
    """Return the request of somebody with an account."""
    with httpx.Client(base_url=base_url, timeout=60) as http:
        person = Person.registers(http)
    body = json.dumps({"email": person.email, "password": person.password})
    return request("/api/auth/login", body=body.encode(), method="POST")


def _bare_ms() -> float:
    command = [sys.executable, "-m", "tests.bench.bare_hashing", str(_THREADS), str(_SAMPLE_S)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(told.stdout) / 1000
