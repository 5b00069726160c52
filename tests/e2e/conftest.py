"""Installations on every store, and a film that takes a moment to process."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest

from tests.e2e.person import Person, Registers
from tests.e2e.product import Product

STORES = ("sqlite", "mongodb-motor")
EVERY_DRIVER = pytest.mark.parametrize("product", [*STORES, "mongodb-pymongo"], indirect=True)


@pytest.fixture(params=STORES)
def product(request: pytest.FixtureRequest, tmp_path: Path) -> Product:
    """Return an installation, once on each store; nothing runs yet."""
    if request.param == "sqlite":
        return Product(tmp_path)
    driver = request.param.removeprefix("mongodb-")
    uri = request.getfixturevalue("mongo_uri")
    return Product(tmp_path, {"MONGO_URI": uri, "MONGO_DRIVER": driver})


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Serve on the embedded default, for all tests of a module that harm nobody."""
    product = Product(tmp_path_factory.mktemp("embedded"))
    with product.serving():
        yield product


@pytest.fixture
def registers() -> Iterator[Registers]:
    """Yield what makes an account at a base URL; its connections are closed afterwards."""
    with contextlib.ExitStack() as connections:

        def register(base_url: str) -> Person:
            http = connections.enter_context(httpx.Client(base_url=base_url, timeout=60))
            return Person.registers(http)

        yield register


@pytest.fixture
def ada(embedded: Product, registers: Registers) -> Person:
    """Return somebody with a new account."""
    return registers(embedded.base_url)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return eight seconds of 640x360 H.264 with AAC."""
    return _make(tmp_path_factory.mktemp("film") / "bikes.mp4", "640x360", seconds=8)


@pytest.fixture(scope="session")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return ten seconds of 720p MPEG-4, which has to be encoded."""
    codec = ("-c:v", "mpeg4", "-q:v", "6")
    return _make(tmp_path_factory.mktemp("film") / "long.mp4", "1280x720", codec, seconds=10)


@pytest.fixture(scope="session")
def laddered_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return ten seconds of 720p H.264, which is copied and has two lower rungs."""
    return _make(tmp_path_factory.mktemp("film") / "laddered.mp4", "1280x720", seconds=10)


def _make(
    path: Path,
    size: str,
    codec: tuple[str, ...] = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "50"),
    *,
    seconds: int,
) -> Path:
    picture, sound = f"testsrc2=size={size}:rate=25", "sine=frequency=440:sample_rate=48000"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error"]
    command += ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-t", str(seconds)]
    command += [*codec, "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", str(path)]
    subprocess.run(command, check=True)
    return path
