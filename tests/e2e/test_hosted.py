"""The product with Cloudinary as its engine, played by the stand-in."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.judge import probe
from tests.e2e.person import Registers
from tests.e2e.product import Product, kill, peak_bytes
from tests.polling import wait_until
from tests.services.cloudinary.faults import SILENCE
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_LARGE_BYTES = 300_000_000
_CHUNKS = 30
_HALF = _CHUNKS // 2


@pytest.fixture
def hosted(tmp_path: Path, cloudinary_stand_in: CloudinaryStandIn) -> Iterator[Product]:
    product = Product(tmp_path / "product", cloudinary_stand_in.environment)
    product.folder.mkdir()
    yield product
    secrets = (cloudinary_stand_in.account.api_secret, "s--")
    assert not any(secret in product.logs() for secret in secrets)


def test_a_film_is_uploaded_made_elsewhere_played_and_deleted_there_too(
    hosted: Product, film: Path, registers: Registers, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    with hosted.serving():
        ada, bob = registers(hosted.base_url), registers(hosted.base_url)
        video = ada.waits_until_ready(ada.uploads(film))

        assert video["complete"]
        assert (video["width"], video["height"]) == (640, 360)
        assert video["durationSeconds"] == pytest.approx(8.0, abs=0.1)
        assert [rendition["name"] for rendition in video["renditions"]] == ["360p", "144p"]
        assert float(probe(video["streamUrl"])["format"]["duration"]) == pytest.approx(8.0, abs=1)
        assert httpx.get(video["thumbnailUrl"]).headers["content-type"] == "image/jpeg"
        assert ada.http.get(f"/api/videos/{video['id']}/source").content == film.read_bytes()
        assert bob.http.get(f"/api/videos/{video['id']}").status_code == httpx.codes.NOT_FOUND
        assert ada.told() == ["created", "processing", "playable", "completed"]

        assert len(cloudinary_stand_in.assets) == 1
        wait_until(lambda: not hosted.temporary_files(), within_s=30)
        told = cloudinary_stand_in.notifier.created
        wait_until(lambda: all(message.statuses for message in told), within_s=30)
        assert {status for message in told for status in message.statuses} == {204}

        assert ada.http.delete(f"/api/videos/{video['id']}").status_code == httpx.codes.NO_CONTENT
        assert httpx.get(video["streamUrl"]).status_code == httpx.codes.NOT_FOUND
        wait_until(lambda: not len(cloudinary_stand_in.assets), within_s=60)


def test_without_an_address_of_ours_what_was_done_is_fetched_from_a_channel(
    hosted: Product, film: Path, registers: Registers, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.pause()
    with hosted.serving(CLOUDINARY_NOTIFICATIONS="channel"):
        ada = registers(hosted.base_url)
        video = ada.uploads(film)
        wait_until(lambda: cloudinary_stand_in.of_kind("manifest", "notifications"), within_s=30)
        cloudinary_stand_in.processing.resume()
        ada.waits_until_ready(video)

        (channel,) = {message.url for message in cloudinary_stand_in.notifier.created}
        assert channel.startswith("poll://")
        wait_until(lambda: len(cloudinary_stand_in.of_kind("ack")) > 0, within_s=30)
        assert ada.told() == ["created", "processing", "playable", "completed"]


def test_P24_what_the_plan_does_not_take_is_refused_before_it_comes(
    hosted: Product, film: Path, registers: Registers, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    largest_bytes = cloudinary_stand_in.plan.video_bytes = film.stat().st_size - 1
    with hosted.serving():
        ada = registers(hosted.base_url)
        told = ada.http.options("/api/uploads").headers["tus-max-size"]
        wanted = {"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": largest_bytes + 1}
        with film.open("rb") as file:
            answers = [
                ada.http.post("/api/videos/upload", data={"title": "x"}, files={"video": file}),
                ada.http.post("/api/uploads/direct", json=wanted),
                ada.http.post(
                    "/api/uploads",
                    headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(largest_bytes + 1)},
                ),
            ]

    assert told == str(largest_bytes)
    assert {answer.status_code for answer in answers} == {413}
    assert {answer.json()["code"] for answer in answers} == {"file_too_large"}
    assert len(cloudinary_stand_in.of_kind("usage")) == 1
    assert cloudinary_stand_in.of_kind("upload", "chunk") == []


def test_P25_a_kill_in_the_middle_of_a_large_upload_repeats_one_chunk_at_most(
    hosted: Product, film: Path, registers: Registers, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    large = _padded(film, hosted.folder / "large.mp4")
    cloudinary_stand_in.faults.add("chunk", SILENCE, after=_HALF - 1)
    with hosted.serving() as process:
        idle_bytes = peak_bytes(process)
        ada = registers(hosted.base_url)
        video = ada.uploads(large)
        wait_until(lambda: len(cloudinary_stand_in.of_kind("chunk")) == _HALF, within_s=60)
        kill(process)
    with hosted.serving() as process:
        ada.waits_until_ready(video, within_s=100)
        grown_bytes = peak_bytes(process) - idle_bytes

    ranges = [call.headers["Content-Range"] for call in cloudinary_stand_in.of_kind("chunk")]
    assert len(set(ranges)) == _CHUNKS
    assert len(ranges) <= len(set(ranges)) + 1
    assert len(cloudinary_stand_in.assets) == 1
    assert grown_bytes < 64 * 1024**2, grown_bytes


def _padded(film: Path, path: Path) -> Path:
    """Return a film with a box of nothing at its end."""
    content = film.read_bytes()
    free = _LARGE_BYTES - len(content)
    path.write_bytes(content + free.to_bytes(4, "big") + b"free")
    with path.open("r+b") as file:
        file.truncate(_LARGE_BYTES)
    return path
