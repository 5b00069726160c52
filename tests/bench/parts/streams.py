"""What those cost who only listen for events."""

import contextlib
import socket
from collections.abc import Iterator

import httpx

from tests.bench.cores import give_the_first
from tests.bench.load import put_load, request
from tests.bench.parts.start import resident_mib
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product

_STREAMS = 1000
_PER_PERSON = 10
_SAMPLE_S = 1.0
_MEMORY_MIB = Bound(plus=64)
_NO_SLOWER = Bound(factor=1.1)
"""A tenth is what two samples of the same server differ by."""


def measure_streams(shop: Workshop) -> Iterator[Row]:
    """Open a thousand idle event streams, and read pages with and without them."""
    product = Product(shop.folder)
    without_us, with_us, grown = [], [], []
    rates = {"RATE_LIMIT_API": "1000000/1s", "RATE_LIMIT_AUTH": "1000000/1s"}
    with product.serving(JOBS_IN_API="false", **rates) as process:
        tokens = [_token(product.base_url) for _ in range(_STREAMS // _PER_PERSON)]
        give_the_first(process.pid)
        asked = [request("/api/videos/my", token=tokens[0])]

        def read_us() -> float:
            return put_load(product.port, process.pid, asked, seconds=_SAMPLE_S).us_each

        read_us()
        for _ in range(shop.rounds):
            before_mib, before_us = resident_mib(process.pid), read_us()
            with contextlib.ExitStack() as streams:
                for token in tokens:
                    for _ in range(_PER_PERSON):
                        streams.enter_context(_listening(product.port, token))
                grown.append(resident_mib(process.pid) - before_mib)
                with_us.append(read_us())
            # Without them before and after: the machine may change speed in between.
            without_us.append((before_us + read_us()) / 2)
    yield Row(f"{_STREAMS} event streams, memory", tuple(grown), unit="MiB", bound=_MEMORY_MIB)
    title = f"first page with {_STREAMS} event streams / without"
    yield Row(title, tuple(with_us), tuple(without_us), "µs", _NO_SLOWER)


def _token(base_url: str) -> str:
    with httpx.Client(base_url=base_url, timeout=60) as http:
        return Person.registers(http).token


@contextlib.contextmanager
def _listening(port: int, token: str) -> Iterator[None]:
    """Follow events for as long as the block lasts; the answer has begun when it is entered."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as stream:
        stream.sendall(request("/api/events", token=token))
        if b" 200 " not in stream.recv(4096):
            raise RuntimeError("no measurement: a stream was refused")
        yield
