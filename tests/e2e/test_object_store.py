"""Files in an object store, on one machine and on several that share nothing else."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.engines import Engine, Install
from tests.e2e.judge import probe
from tests.e2e.person import Registers
from tests.e2e.product import Product, kill
from tests.polling import wait_until
from tests.services.process import free_port, stop
from tests.services.s3 import Bucket
from tests.services.valkey import serving_redis


@pytest.fixture
def in_bucket(s3_bucket: Bucket) -> dict[str, str]:
    """Settings that put all files into one bucket."""
    return s3_bucket.settings


@pytest.fixture
def shared(in_bucket: dict[str, str], mongo_uri: str, redis_url: str) -> dict[str, str]:
    """Settings of machines that share a database, a queue and a bucket."""
    return in_bucket | {"MONGO_URI": mongo_uri, "REDIS_URL": redis_url}


@pytest.fixture(params=["one machine", "two machines"])
def product(
    request: pytest.FixtureRequest,
    install: Install,
    in_bucket: dict[str, str],
    tmp_path: Path,
) -> Iterator[Product]:
    """Serve; the second machine has a disk of its own, and all the workers."""
    with contextlib.ExitStack() as machines:
        if request.param == "one machine":
            product = install(tmp_path / "api", in_bucket)
        else:
            stores = request.getfixturevalue("shared")
            product = install(tmp_path / "api", stores)
            machines.enter_context(install(tmp_path / "worker", stores).working())
        machines.enter_context(product.serving())
        yield product


def test_a_film_is_uploaded_processed_played_and_deleted(
    product: Product,
    engine: Engine,
    film: Path,
    s3_bucket: Bucket,
    registers: Registers,
    tmp_path: Path,
) -> None:
    ada = registers(product.base_url)
    video = ada.waits_until_complete(ada.uploads(film))

    found = probe(video["streamUrl"])
    assert {stream["codec_name"] for stream in found["streams"]} >= {"h264", "aac"}
    assert float(found["format"]["duration"]) == pytest.approx(8.0, abs=1.0)
    if engine.publishes_files:
        segment = httpx.get(video["streamUrl"].replace("master.m3u8", "360p_00000.m4s"))
        assert segment.status_code == 307
        assert segment.headers["location"].startswith(s3_bucket.endpoint_url)
    thumbnail = httpx.get(video["thumbnailUrl"], follow_redirects=True)
    assert thumbnail.headers["content-type"] == "image/jpeg"
    source = ada.http.get(f"/api/videos/{video['id']}/source")
    assert hashlib.sha256(source.content).digest() == hashlib.sha256(film.read_bytes()).digest()

    assert ada.http.delete(f"/api/videos/{video['id']}").status_code == 204
    assert httpx.get(video["streamUrl"]).status_code == 404
    wait_until(lambda: not s3_bucket.keys(), within_s=60)
    assert not any(tmp_path.rglob("*.m4s"))
    assert not any(path.is_file() for path in tmp_path.rglob("source"))


def test_P31_another_worker_ends_what_a_killed_one_began(
    shared: dict[str, str],
    install: Install,
    engine: Engine,
    long_film: Path,
    registers: Registers,
    tmp_path: Path,
) -> None:
    api, machine = (install(tmp_path / name, shared) for name in ("api", "machine"))
    with api.serving():
        ada = registers(api.base_url)
        video = ada.uploads(long_film)
        with machine.working() as worker:
            wait_until(lambda: engine.has_begun(machine, video), within_s=30)
            kill(worker)
        with machine.working():
            ada.waits_until_complete(video)
            wait_until(lambda: not machine.temporary_files(), within_s=30)


def test_P46_without_the_queue_uploads_are_taken_and_processed(
    shared: dict[str, str],
    install: Install,
    film: Path,
    registers: Registers,
    tmp_path: Path,
) -> None:
    port = free_port()
    stores = shared | {"REDIS_URL": f"redis://127.0.0.1:{port}"}
    api, machine = (install(tmp_path / name, stores) for name in ("api", "machine"))
    with serving_redis(port, tmp_path) as queue, api.serving(), machine.working():
        ada = registers(api.base_url)
        ada.waits_until_ready(ada.uploads(film))
        stop(queue)

        video = ada.waits_until_ready(ada.uploads(film))

        assert httpx.get(video["streamUrl"]).status_code == 200
        ready = httpx.get(f"{api.base_url}/health/ready")
        assert (ready.status_code, ready.json()["checks"]["redis"]) == (200, "down")
