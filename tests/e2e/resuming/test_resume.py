"""Large files through a line that is cut, to servers that are killed."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.engines import Install
from tests.e2e.person import Person, Registers
from tests.e2e.product import Product
from tests.e2e.resuming.browser import BrowserClient
from tests.e2e.resuming.clients import CHUNK_BYTES, Client, upload_with_tuspy
from tests.e2e.resuming.cutting_proxy import CuttingProxy
from tests.e2e.resuming.large_file import make_large_file
from tests.e2e.resuming.mortal_server import NO_WORK, MortalServer
from tests.e2e.resuming.tus_js import TusJsClient
from tests.services.process import free_port

_MIB = 1024 * 1024
_SIZE_BYTES = 48 * _MIB
_CUT_WITHIN_BYTES = 6 * _MIB


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that begins as a film does."""
    return make_large_file(tmp_path_factory.mktemp("file") / "large.mp4", _SIZE_BYTES)


@pytest.fixture(scope="module", params=["tuspy", "tus-js-client", "browser"])
def upload(request: pytest.FixtureRequest) -> Client:
    """Return a client."""
    if request.param == "tuspy":
        return upload_with_tuspy
    tus_js: Path = request.getfixturevalue("tus_js")
    if request.param == "browser":
        return BrowserClient(tus_js, request.getfixturevalue("chromium_path"))
    return TusJsClient(tus_js)


def assert_one_video(person: Person, path: Path) -> None:
    """Check that there is one video, of exactly these bytes."""
    [video] = person.http.get("/api/videos/my").json()["data"]
    assert video["title"] == path.stem
    assert video["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_P28_a_line_that_is_cut_again_and_again_costs_little(
    tmp_path: Path, install: Install, registers: Registers, large_file: Path, upload: Client
) -> None:
    product = install(tmp_path)
    proxy = CuttingProxy([product.port], _CUT_WITHIN_BYTES, seed=1, drops=False)
    with product.serving(**NO_WORK), proxy.running():
        ada = registers(product.base_url)
        upload(proxy, ada, large_file)
        assert_one_video(ada, large_file)
    assert proxy.cuts >= 5
    # What had arrived before a cut is not sent again; except that a browser repeats a request
    # by itself, before its page hears of the cut.
    is_browser = isinstance(upload, BrowserClient)
    again_bytes = proxy.cuts * CHUNK_BYTES if is_browser else _SIZE_BYTES // 10
    assert proxy.sent_bytes < _SIZE_BYTES + again_bytes


@pytest.fixture
def two_processes(tmp_path: Path, install: Install) -> Iterator[tuple[Product, Product]]:
    """Serve one installation by two processes, for as long as the test lasts."""
    first = install(tmp_path)
    second = replace(first, port=free_port(), starts=10)
    with first.serving(**NO_WORK), second.serving(**NO_WORK):
        yield first, second


def test_P28_a_resume_may_meet_another_process(
    two_processes: tuple[Product, Product], registers: Registers, large_file: Path, upload: Client
) -> None:
    ports = [product.port for product in two_processes]
    proxy = CuttingProxy(ports, _CUT_WITHIN_BYTES, seed=2)
    with proxy.running():
        ada = registers(two_processes[0].base_url)
        upload(proxy, ada, large_file)
        assert_one_video(ada, large_file)


def test_P28_servers_that_are_killed_meanwhile_lose_nothing(
    tmp_path: Path, install: Install, registers: Registers, large_file: Path, upload: Client
) -> None:
    product = install(tmp_path)
    server = MortalServer(product, dies_every_bytes=10 * _MIB, times=2)
    proxy = CuttingProxy([product.port], _CUT_WITHIN_BYTES, seed=3)
    with server.running(), proxy.running():
        ada = registers(product.base_url)
        upload(proxy, ada, large_file)
        assert_one_video(ada, large_file)
    assert server.lives_left == 0
