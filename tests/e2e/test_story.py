"""The whole story, on every store: register, upload, play, be refused, delete."""

import hashlib
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import EVERY_DRIVER
from tests.e2e.engines import Engine
from tests.e2e.judge import probe
from tests.e2e.person import Registers
from tests.e2e.product import Product, kill
from tests.polling import wait_until


@EVERY_DRIVER
def test_a_film_is_uploaded_processed_played_and_deleted(
    product: Product, engine: Engine, film: Path, registers: Registers
) -> None:
    with product.serving():
        ada, bob = registers(product.base_url), registers(product.base_url)
        uploaded = ada.uploads(film)
        assert uploaded["status"] == "PROCESSING"
        assert uploaded["streamUrl"] is None

        video = ada.waits_until_complete(uploaded)
        found = probe(video["streamUrl"])
        assert {stream["codec_name"] for stream in found["streams"]} >= {"h264", "aac"}
        assert float(found["format"]["duration"]) == pytest.approx(8.0, abs=1.0)
        assert video["sha256"] == hashlib.sha256(film.read_bytes()).hexdigest()
        engine.assert_extras(video)
        thumbnail = httpx.get(video["thumbnailUrl"])
        assert thumbnail.headers["content-type"] == "image/jpeg"

        for method, path in [
            ("GET", f"/api/videos/{video['id']}"),
            ("PATCH", f"/api/videos/{video['id']}"),
            ("DELETE", f"/api/videos/{video['id']}"),
            ("POST", f"/api/videos/{video['id']}/retry"),
            ("GET", f"/api/videos/{video['id']}/source"),
        ]:
            body = {"title": "Mine"} if method == "PATCH" else None
            assert bob.http.request(method, path, json=body).status_code == 404
        assert bob.http.get("/api/videos/my").json()["data"] == []

        source = ada.http.get(f"/api/videos/{video['id']}/source")
        assert hashlib.sha256(source.content).digest() == hashlib.sha256(film.read_bytes()).digest()

        assert ada.http.delete(f"/api/videos/{video['id']}").status_code == 204
        assert httpx.get(video["streamUrl"]).status_code == 404
        assert ada.http.get(f"/api/videos/{video['id']}").status_code == 404
        wait_until(lambda: not engine.files_of(product, video), within_s=60)
        assert product.temporary_files() == []


def test_P25_acknowledged_uploads_survive_a_kill(
    product: Product, engine: Engine, long_film: Path, registers: Registers
) -> None:
    with product.serving() as process:
        ada = registers(product.base_url)
        videos = [ada.uploads(long_film, f"Film {number}") for number in range(2)]
        wait_until(lambda: any(engine.has_begun(product, video) for video in videos), within_s=30)
        kill(process)
    with product.serving():
        for video in videos:
            ada.waits_until_complete(video, within_s=120)
        wait_until(lambda: not product.temporary_files(), within_s=30)


def test_logins_and_playback_outlive_a_restart(
    product: Product, film: Path, registers: Registers
) -> None:
    with product.serving():
        ada = registers(product.base_url)
        video = ada.waits_until_ready(ada.uploads(film))
    with product.serving():
        assert ada.sees(video)["status"] == "READY"
        assert httpx.get(video["streamUrl"]).status_code == 200
