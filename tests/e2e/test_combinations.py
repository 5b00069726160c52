"""The contract of the API, over every combination of stores and engines that one may choose."""

from pathlib import Path

import httpx
import pytest

from tests.e2e.engines import ON_EVERY_ENGINE, Install
from tests.e2e.person import Registers
from tests.e2e.product import Product
from tests.polling import wait_until
from tests.services.s3 import Bucket

_STORY = ["created", "processing", "playable", "completed", "updated", "deleted"]


@pytest.fixture(params=["embedded", "MongoDB and Redis", "MongoDB, Redis and S3"])
def combination(request: pytest.FixtureRequest, tmp_path: Path, install: Install) -> Product:
    """Return an installation; nothing of it runs yet."""
    stores: dict[str, str] = {}
    if "MongoDB" in request.param:
        stores["MONGO_URI"] = request.getfixturevalue("mongo_uri")
        stores["REDIS_URL"] = request.getfixturevalue("redis_url")
        stores["JOBS_IN_API"] = "true"
    if "S3" in request.param:
        bucket: Bucket = request.getfixturevalue("s3_bucket")
        stores |= bucket.settings
    return install(tmp_path, stores)


@ON_EVERY_ENGINE
def test_the_api_keeps_its_word_on_every_combination(
    combination: Product, film: Path, registers: Registers
) -> None:
    with combination.serving():
        ada, bob = registers(combination.base_url), registers(combination.base_url)
        video = ada.waits_until_complete(ada.uploads(film, "First title"))
        path = f"/api/videos/{video['id']}"

        listed = ada.http.get("/api/videos/my", params={"q": "first", "status": "READY"}).json()
        assert [found["id"] for found in listed["data"]] == [video["id"]]
        assert listed["meta"]["total"] == 1
        assert bob.http.get(path).status_code == 404

        tag = ada.http.get(path).headers["etag"]
        body = {"title": "Second title"}
        edited = ada.http.patch(path, json=body, headers={"If-Match": tag})
        assert (edited.status_code, edited.json()["title"]) == (200, "Second title")
        late = ada.http.patch(path, json={"title": "Third"}, headers={"If-Match": tag})
        assert late.status_code == 412

        assert httpx.get(video["streamUrl"]).text.startswith("#EXTM3U")
        part = ada.http.get(f"{path}/source", headers={"Range": "bytes=0-9"})
        assert (part.status_code, part.content) == (206, film.read_bytes()[:10])

        assert ada.http.delete(path).status_code == 204
        assert ada.http.get(path).status_code == 404
        assert httpx.get(video["streamUrl"]).status_code == 404
        wait_until(lambda: len(ada.told()) == len(_STORY))
        assert ada.told() == _STORY
