"""What Cloudinary made plays in real players, whichever way it comes."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import m3u8
import pytest

from tests.e2e.browser import play_and_seek
from tests.e2e.judge import probe
from tests.e2e.person import Person, Registers
from tests.e2e.product import Product, peak_bytes
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_VIEWERS = 10
_LONG_BYTES = 60_000_000


class Cinema:
    """An installation with Cloudinary as its engine, and somebody with a video."""

    def __init__(self, stand_in: CloudinaryStandIn, folder: Path, registers: Registers) -> None:
        self._stand_in = stand_in
        self._folder = folder
        self._registers = registers

    @contextlib.contextmanager
    def showing(self, film: Path, mode: str) -> Iterator[tuple[Person, dict[str, str]]]:
        """Serve a film in a mode of playback; its log must tell no secret afterwards."""
        settings = self._stand_in.environment | {
            "CLOUDINARY_PLAYBACK": mode,
            "CLOUDINARY_AUTH_TOKEN_KEY": self._stand_in.account.token_key,
        }
        self._folder.mkdir()
        product = Product(self._folder, settings)
        with product.serving():
            ada = self._registers(product.base_url)
            yield ada, ada.waits_until_ready(ada.uploads(film))
        for secret in (self._stand_in.account.api_secret, "__cld_token__=exp"):
            assert secret not in product.logs()


@pytest.fixture
def cinema(tmp_path: Path, cloudinary_stand_in: CloudinaryStandIn, registers: Registers) -> Cinema:
    return Cinema(cloudinary_stand_in, tmp_path / "product", registers)


@pytest.mark.parametrize("mode", ["gateway", "token"])
def test_P40_chromium_plays_and_seeks(
    cinema: Cinema, film: Path, chromium_path: Path, mode: str
) -> None:
    with cinema.showing(film, mode) as (ada, video):
        played = play_and_seek(chromium_path, video["streamUrl"])

        assert played["width"] > 0
        assert abs(played["duration"] - 8) < 1
        thumbnail = httpx.get(video["thumbnailUrl"], follow_redirects=True)
        assert thumbnail.headers["content-type"] == "image/jpeg"
        source = ada.http.get(f"/api/videos/{video['id']}/source")
        assert source.content == film.read_bytes()


@pytest.mark.parametrize("mode", ["gateway", "signed"])
def test_segments_that_are_ranges_of_one_file_play_too(
    cinema: Cinema, film: Path, cloudinary_stand_in: CloudinaryStandIn, mode: str
) -> None:
    cloudinary_stand_in.core.in_one_file = True
    with cinema.showing(film, mode) as (_, video):
        found = probe(video["streamUrl"])

    assert float(found["format"]["duration"]) == pytest.approx(8, abs=0.5)
    assert {stream["codec_type"] for stream in found["streams"]} == {"video", "audio"}


def test_viewers_of_long_segments_take_little_memory(
    tmp_path: Path, cloudinary_stand_in: CloudinaryStandIn, film: Path, registers: Registers
) -> None:
    product = Product(tmp_path / "product", cloudinary_stand_in.environment)
    product.folder.mkdir()
    with product.serving() as process:
        ada = registers(product.base_url)
        video = ada.waits_until_ready(ada.uploads(film))
        folder = video["streamUrl"].removesuffix("master.m3u8")
        master = m3u8.loads(httpx.get(video["streamUrl"]).text)
        rung = m3u8.loads(httpx.get(folder + master.playlists[0].uri).text)
        _lengthen_segments(cloudinary_stand_in)
        before_bytes = peak_bytes(process)

        with ThreadPoolExecutor(_VIEWERS) as threads:
            read = list(threads.map(_length_of, [folder + rung.files[0]] * _VIEWERS))

        assert read == [_LONG_BYTES] * _VIEWERS
        assert peak_bytes(process) - before_bytes < 96 * 1024**2


def _lengthen_segments(stand_in: CloudinaryStandIn) -> None:
    long = stand_in.core.place() / "long.ts"  # files that were made may be other tests', too
    long.write_bytes(bytes(_LONG_BYTES))
    for asset in stand_in.assets:
        for (_, ending), made in asset.derived.items():
            if ending == "_0.ts":
                made.file = long


def _length_of(url: str) -> int:
    with httpx.stream("GET", url, timeout=60) as answer:
        return sum(len(piece) for piece in answer.iter_raw())
