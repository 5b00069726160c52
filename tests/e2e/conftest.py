"""Installations on every store and engine, and a film that takes a moment to process."""

import contextlib
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest

from adapters.media.ffmpeg.binaries import Binaries
from tests.e2e.engines import CLOUDINARY, ENGINES, FFMPEG, Cloudinary, Engine, Ffmpeg, Install
from tests.e2e.person import Person, Registers
from tests.e2e.product import Product
from tests.services.cloudinary.account import Plan
from tests.services.cloudinary.stand_in import running_stand_in

STORES = ("sqlite", "mongodb-motor")
EVERY_DRIVER = pytest.mark.parametrize("product", [*STORES, "mongodb-pymongo"], indirect=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try tests on the engines that they name, else on ffmpeg."""
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("engine")
        markers = map(metafunc.definition.get_closest_marker, ("of_engine", "engines"))
        named = next((marker.args for marker in markers if marker), (FFMPEG,))
        names = [chosen] if chosen else named
        metafunc.parametrize("engine", names, indirect=True, scope="module")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about another engine than the chosen one."""
    chosen = config.getoption("engine")
    if chosen is None:
        return
    if chosen not in ENGINES:
        raise pytest.UsageError(f"--engine is one of {', '.join(ENGINES)}")
    others = [item for item in items if _is_of_another(item, chosen)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


def _is_of_another(item: pytest.Item, engine: str) -> bool:
    marker = item.get_closest_marker("of_engine")
    return marker is not None and engine not in marker.args


@pytest.fixture(scope="module")
def engine(
    request: pytest.FixtureRequest, binaries: Binaries, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The engine of a test; what it keeps is shared by the tests of a module."""
    if request.param != CLOUDINARY:
        yield Ffmpeg()
        return
    folder = tmp_path_factory.mktemp("cloudinary")
    generous = Plan(video_bytes=10 * 1024**3, admin_calls=100_000)
    with running_stand_in(folder, binaries, plan=generous) as stand_in:
        yield Cloudinary(stand_in)


@pytest.fixture(scope="module")
def install(engine: Engine) -> Install:
    """What makes installations with the engine of a test."""

    def installed(folder: Path, settings: Mapping[str, str] | None = None) -> Product:
        folder.mkdir(exist_ok=True)
        return Product(folder, {**engine.settings, **(settings or {})})

    return installed


@pytest.fixture(params=STORES)
def product(request: pytest.FixtureRequest, tmp_path: Path, install: Install) -> Product:
    """Return an installation, once on each store; nothing runs yet."""
    if request.param == "sqlite":
        return install(tmp_path)
    driver = request.param.removeprefix("mongodb-")
    uri = request.getfixturevalue("mongo_uri")
    return install(tmp_path, {"MONGO_URI": uri, "MONGO_DRIVER": driver})


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, install: Install) -> Iterator[Product]:
    """Serve on the embedded stores, for all tests of a module that harm nobody."""
    product = install(tmp_path_factory.mktemp("embedded"))
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
