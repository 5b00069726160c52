"""OPTIONS: what the server can do, for anyone."""

from dataclasses import replace

import pytest

from application.limits import UploadLimits
from entrypoints.settings import Settings
from tests.http.api import Api, running_api, with_http

_EXTENSIONS = {
    "creation",
    "creation-with-upload",
    "creation-defer-length",
    "expiration",
    "checksum",
    "termination",
}


@pytest.mark.parametrize("path", ["/api/uploads", "/api/uploads/some-upload"])
@pytest.mark.parametrize("version", [{}, {"Tus-Resumable": "0.2.2"}])
async def test_P28_abilities_are_told_without_a_login_and_whatever_the_version(
    api: Api, path: str, version: dict[str, str]
) -> None:
    answer = await api.http.options(path, headers=version)

    assert answer.status_code == 204
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["tus-version"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == _EXTENSIONS
    assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert answer.headers["tus-max-size"] == str(10 * 1024**3)


async def test_methods_are_told(api: Api) -> None:
    collection = await api.http.options("/api/uploads")
    assert collection.headers["allow"] == "OPTIONS, POST"
    upload = await api.http.options("/api/uploads/some-upload")
    assert upload.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"


async def test_the_largest_file_is_what_the_operator_set(settings: Settings) -> None:
    chosen = replace(
        with_http(settings, max_upload_bytes=1234), uploads=UploadLimits(max_upload_bytes=1234)
    )
    async with running_api(chosen) as api:
        assert (await api.http.options("/api/uploads")).headers["tus-max-size"] == "1234"


async def test_pages_of_listed_origins_may_speak_tus(settings: Settings) -> None:
    origin = "https://films.example"
    async with running_api(with_http(settings, cors_origins=frozenset({origin}))) as api:
        preflight = await api.http.options(
            "/api/uploads",
            headers={"Origin": origin, "Access-Control-Request-Method": "PATCH"},
        )
        plain = await api.http.post("/api/uploads", headers={"Origin": origin})
    allowed = preflight.headers["access-control-allow-headers"].lower().split(", ")
    exposed = plain.headers["access-control-expose-headers"].lower().split(", ")
    assert {
        "authorization",
        "content-type",
        "tus-resumable",
        "upload-checksum",
        "upload-defer-length",
        "upload-length",
        "upload-metadata",
        "upload-offset",
    } <= set(allowed)
    assert {
        "location",
        "tus-extension",
        "tus-max-size",
        "tus-resumable",
        "tus-version",
        "upload-defer-length",
        "upload-expires",
        "upload-length",
        "upload-metadata",
        "upload-offset",
        "upload-video-id",
    } <= set(exposed)


def test_the_defaults_are_the_products() -> None:
    settings = Settings.in_memory()
    assert settings.resumable.life.total_seconds() == 24 * 3600
    assert settings.resumable.lock_wait.total_seconds() == 5
    assert settings.resumable.max_open_per_user == 10
