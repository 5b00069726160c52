"""How fast bytes come in, how much memory that takes, and who waits for it."""

import itertools
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.pinging import Pinging
from tests.bench.rows import Bound, Row
from tests.bench.service import served
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running

_MIB = 1024 * 1024
_SIZE_BYTES = 1024 * _MIB
_HEAD = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"
_BOUNDARY = "----FormBoundary7MA4YWxkTrZu0gW"
"""As long as those of browsers: every byte of the file is searched for it."""

_FORM_HEAD = (
    f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\nLarge\r\n'
    f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="video"; filename="large.mp4"\r\n\r\n'
).encode()
_FORM_END = f"\r\n--{_BOUNDARY}--\r\n".encode()
_TIME = Bound(factor=1 / 0.8)
"""Four fifths of the speed of a handler that does nothing else."""

_GROWTH_MIB = Bound(plus=16)
_LATENCY_MS = Bound(plus=50)


def measure_intake(shop: Workshop) -> Iterator[Row]:
    """Send one GiB as a form and by tus, beside a bare handler that writes it to the same disk."""
    forms, chunks, bare, grown, latency = [], [], [], [], []
    for turn in range(shop.rounds):
        folder = shop.folder / f"intake-{turn}"
        with served(folder, JOBS_IN_API="false") as (person, pid), _bare(folder) as plain:
            _by_tus(person, _MIB)
            before_mib = _forget_peak(pid)
            with Pinging(str(person.http.base_url)) as pinging:
                bare.append(_timed(plain, "POST", "/", {}, _file(_SIZE_BYTES), _SIZE_BYTES))
                chunks.append(_by_tus(person, _SIZE_BYTES))
                forms.append(_as_form(person, _SIZE_BYTES))
            grown.append(_peak_mib(pid) - before_mib)
            latency.append(pinging.p99_ms)
    yield Row("1 GiB by tus", tuple(chunks), tuple(bare), bound=_TIME)
    yield Row("1 GiB as a form", tuple(forms), tuple(bare), bound=_TIME)
    yield Row("memory grown", tuple(grown), unit="MiB", bound=_GROWTH_MIB)
    yield Row("health p99 meanwhile", tuple(latency), unit="ms", bound=_LATENCY_MS)


@contextmanager
def _bare(folder: Path) -> Iterator[httpx.Client]:
    port = free_port()
    with (
        running(
            [sys.executable, "-m", "tests.bench.bare_intake", str(port), str(folder)],
            is_ready=lambda: is_listening(port),
            log=folder / "bare.log",
            environment=child_environment({}),
        ),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as http,
    ):
        yield http


def _by_tus(person: Person, size_bytes: int) -> float:
    version = {"Tus-Resumable": "1.0.0"}
    told = version | {"Upload-Length": str(size_bytes)}
    path = person.http.post("/api/uploads", headers=told).headers["location"]
    headers = version | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    return _timed(person.http, "PATCH", path, headers, _file(size_bytes), size_bytes)


def _as_form(person: Person, size_bytes: int) -> float:
    headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    form = itertools.chain([_FORM_HEAD], _file(size_bytes), [_FORM_END])
    length = len(_FORM_HEAD) + size_bytes + len(_FORM_END)
    return _timed(person.http, "POST", "/api/videos/upload", headers, form, length)


def _timed(
    http: httpx.Client,
    method: str,
    path: str,
    headers: dict[str, str],
    content: Iterator[bytes],
    length: int,
) -> float:
    began_s = time.monotonic()
    told = headers | {"Content-Length": str(length)}
    http.request(method, path, headers=told, content=content).raise_for_status()
    return time.monotonic() - began_s


def _file(size_bytes: int) -> Iterator[bytes]:
    yield _HEAD
    piece, left_bytes = bytes(_MIB), size_bytes - len(_HEAD)
    while left_bytes > 0:
        yield piece[:left_bytes]
        left_bytes -= len(piece)


def _forget_peak(pid: int) -> float:
    """Begin a new peak, which starting up would hide; return where it begins.

    Source: proc(5), clear_refs.
    """
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _peak_mib(pid)


def _peak_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
