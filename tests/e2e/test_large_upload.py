"""Two gibibytes in, with flat memory and a loop that goes on answering."""

import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.e2e.engines import Engine, Install
from tests.e2e.person import Registers

_GIB = 1024**3
_MIB = 1024**2
_HEAD = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"
_FIELD = (
    b'--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nLarge\r\n'
    b'--cut\r\nContent-Disposition: form-data; name="video"; filename="large.mp4"\r\n\r\n'
)
_END = b"\r\n--cut--\r\n"


def _body(size_bytes: int) -> Iterator[bytes]:
    yield _FIELD
    yield _HEAD
    piece = bytes(_MIB)
    remaining = size_bytes - len(_HEAD)
    while remaining > 0:
        yield piece[:remaining]
        remaining -= len(piece)
    yield _END


def _peak_memory_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def test_P23_two_gibibytes_take_little_memory_and_block_nobody(
    tmp_path: Path, install: Install, engine: Engine, registers: Registers
) -> None:
    product = install(tmp_path)
    with product.serving(MAX_DURATION="1s") as process:
        ada = registers(product.base_url)
        ada.http.post("/api/videos/upload", content=_FIELD + _HEAD + _END, headers=_TYPE)
        before_kib = _peak_memory_kib(process.pid)
        waits = _Waits(f"{product.base_url}/health/live")
        with waits:
            answer = ada.http.post(
                "/api/videos/upload", content=_body(2 * _GIB), headers=_TYPE, timeout=300
            )
        assert answer.status_code == 202, answer.text
        assert answer.json()["sizeBytes"] == 2 * _GIB
        grown_bytes = (_peak_memory_kib(process.pid) - before_kib) * 1024
        assert grown_bytes < 32 * _MIB + engine.memory_bytes
        assert len(waits.seconds) > 10
        assert statistics.quantiles(waits.seconds, n=20)[-1] < 0.25
        failed = ada.waits_until_failed(answer.json(), within_s=120)
        assert failed["failure"]["code"] == engine.code_of_zeros


_TYPE = {"Content-Type": "multipart/form-data; boundary=cut"}


class _Waits:
    """Asks again and again on a thread, and remembers how long each answer took."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self.seconds: list[float] = []

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        with httpx.Client() as client:
            while not self._over.wait(0.02):
                began = time.perf_counter()
                client.get(self._url).raise_for_status()
                self.seconds.append(time.perf_counter() - began)
