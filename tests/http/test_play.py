"""GET /media/{grant}/{name} and GET /api/videos/{id}/source."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from adapters.files.memory_source import MemorySourceFile
from application.ports.media_store import LocalFile, RemoteFile
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, Json, running_api, with_http
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem

pytestmark = ON_EVERY_DATABASE

_BASE = "http://127.0.0.1:5000"


@pytest.fixture
async def video(api: Api, ada: Account) -> Json:
    """A video of Ada's that can be played."""
    video = await ada.has_uploaded()
    await api.process_everything()
    seen: Json = (await ada.get(f"/api/videos/{video['id']}")).json()
    return seen


def _folder(video: Json) -> str:
    folder: str = video["streamUrl"].removeprefix(_BASE).removesuffix("/master.m3u8")
    return folder


async def _fetch(api: Api, path: str, **headers: str) -> httpx.Response:
    """Return a file as players get it: from its store, where that hands out addresses."""
    answer = await api.http.get(path, headers=headers)
    if answer.status_code != httpx.codes.TEMPORARY_REDIRECT:
        return answer
    async with httpx.AsyncClient() as player:
        return await player.get(answer.headers["location"], headers=headers)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("720p.m3u8", "application/vnd.apple.mpegurl"),
        ("720p_init.mp4", "video/mp4"),
        ("720p_00000.m4s", "video/iso.segment"),
        ("thumbnail.jpg", "image/jpeg"),
        ("storyboard.vtt", "text/vtt; charset=utf-8"),
    ],
)
async def test_P41_published_files_have_their_types(
    api: Api, video: Json, name: str, media_type: str
) -> None:
    path = f"{_folder(video)}/{name}"
    file = await _fetch(api, path)
    assert (file.status_code, file.headers["content-type"]) == (200, media_type)
    assert file.text.startswith(f"{name} of {video['id']}")
    answer = await api.http.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_P40_files_are_cached_privately_and_never_past_the_grant(
    api: Api, video: Json
) -> None:
    api.clock.advance(timedelta(hours=5))
    segment = await api.http.get(f"{_folder(video)}/720p_00000.m4s")
    assert segment.headers["cache-control"] == "private, max-age=3600"
    playlist = await api.http.get(f"{_folder(video)}/master.m3u8")
    assert playlist.headers["cache-control"] == "private, no-cache"


async def test_P40_a_grant_ends_with_its_time(api: Api, video: Json) -> None:
    api.clock.advance(timedelta(hours=6, seconds=6))
    answer = await api.http.get(f"{_folder(video)}/master.m3u8")
    assert_problem(answer, 403, "url_expired")
    assert answer.headers["cache-control"] == "no-store"


async def test_T38_a_changed_grant_opens_nothing(api: Api, video: Json) -> None:
    grant = _folder(video).removeprefix("/media/")
    changed = [
        grant[:at] + ("A" if grant[at] != "A" else "B") + grant[at + 1 :]
        for at in range(len(grant))
    ]
    for text in [*changed, grant[:-1], grant + "A", "x", "..", "%00", "%2e%2e", grant.upper()]:
        answer = await api.http.get(f"/media/{text}/master.m3u8")
        assert answer.status_code in {403, 404}, text
        if answer.status_code == 403:
            assert_problem(answer, 403, "url_invalid")


@pytest.mark.parametrize(
    "name",
    [
        "none.m3u8",
        "..",
        "%2e%2e",
        "..%2f..%2fmaster.m3u8",
        "%2e%2e%5cmaster.m3u8",
        ".master.m3u8",
        "master.m3u8%00",
        "master.m3u8%00.jpg",
        "master",
        "master.html",
        "master.M3U8",
        "a/b.m3u8",
        "source",
        "\uff0e\uff0e\u2215x.m3u8",
    ],
)
async def test_T38_no_other_name_is_served(api: Api, video: Json, name: str) -> None:
    answer = await api.http.get(f"{_folder(video)}/{name}")
    assert_problem(answer, 404, "not_found")


async def test_P41_one_range_is_honoured(api: Api, video: Json) -> None:
    path = f"{_folder(video)}/720p_00000.m4s"
    whole = await _fetch(api, path)
    assert whole.headers["accept-ranges"] == "bytes"
    part = await _fetch(api, path, range="bytes=2-5")
    assert (part.status_code, part.content) == (206, whole.content[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(whole.content)}"
    assert part.headers["content-length"] == "4"


async def test_T39_many_ranges_are_answered_whole(api: Api, video: Json) -> None:
    path = f"{_folder(video)}/720p_00000.m4s"
    ranges = "bytes=" + ",".join(f"{n}-{n}" for n in range(1000))
    whole = await _fetch(api, path, range=ranges)
    assert whole.status_code == 200
    assert int(whole.headers["content-length"]) == len(whole.content)


async def test_a_range_behind_the_end_is_refused_with_the_size(api: Api, video: Json) -> None:
    path = f"{_folder(video)}/master.m3u8"
    size_bytes = len((await api.http.get(path)).content)
    answer = await api.http.get(path, headers={"range": f"bytes={size_bytes}-"})
    assert_problem(answer, 416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{size_bytes}"


async def test_heads_tell_the_length_alone(api: Api, video: Json) -> None:
    path = f"{_folder(video)}/master.m3u8"
    whole = await api.http.get(path)
    head = await api.http.head(path, headers={"range": "bytes=0-1"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


async def test_P41_the_original_comes_back_as_a_download(api: Api, ada: Account) -> None:
    page = CLIP + b"<script>alert(1)</script>"
    files = {"video": ('Füße "x".html', page)}
    made = await api.http.post(
        "/api/videos/upload", data={"title": "x"}, files=files, headers=ada.headers
    )
    path = f"/api/videos/{made.json()['id']}/source"
    for _ in ("staged", "kept"):
        whole = await ada.get(path)
        assert whole.content == page
        assert whole.headers["content-type"] == "application/octet-stream"
        assert whole.headers["x-content-type-options"] == "nosniff"
        assert whole.headers["content-disposition"] == (
            "attachment; filename=\"F__e__x_.html\"; filename*=UTF-8''F%C3%BC%C3%9Fe%20%22x%22.html"
        )
        part = await ada.get(path, Range="bytes=-25")
        assert (part.status_code, part.content) == (206, page[-25:])
        await api.process_everything()


async def test_a_range_of_another_version_is_answered_whole(ada: Account) -> None:
    video = await ada.has_uploaded()
    path = f"/api/videos/{video['id']}/source"
    etag = (await ada.get(path)).headers["etag"]
    assert (await ada.get(path, Range="bytes=0-1", If_Range=etag)).status_code == 206
    assert (await ada.get(path, Range="bytes=0-1", If_Range='"x"')).status_code == 200


async def test_files_elsewhere_are_redirected_to_unless_they_name_others(
    api: Api, video: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = MemorySourceFile(b"#EXTM3U")

    async def far_away(*_: object, **__: object) -> RemoteFile:
        return RemoteFile(source, "https://store.example/signed?x=1")

    monkeypatch.setattr(api.container.media(), "open", far_away)
    segment = await api.http.get(f"{_folder(video)}/720p_00000.m4s")
    assert segment.status_code == 307
    assert segment.headers["location"] == "https://store.example/signed?x=1"
    head = await api.http.head(f"{_folder(video)}/720p_00000.m4s")
    assert (head.status_code, head.headers["content-length"]) == (200, "7")
    playlist = await api.http.get(f"{_folder(video)}/master.m3u8")
    assert (playlist.status_code, playlist.content) == (200, b"#EXTM3U")


async def test_files_are_handed_over_to_the_server_in_front_where_one_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_api(with_http(settings, accel_redirect_prefix="/published/")) as api:
        ada = await api.register()
        video = await ada.has_uploaded()
        await api.process_everything()
        seen: Json = (await ada.get(f"/api/videos/{video['id']}")).json()
        (tmp_path / "a.m4s").write_bytes(b"segment")

        async def on_disk(*_: object, **__: object) -> LocalFile:
            return LocalFile(tmp_path / "a.m4s", 7, "0199/1/a.m4s")

        monkeypatch.setattr(api.container.media(), "open", on_disk)
        answer = await api.http.get(f"{_folder(seen)}/a.m4s")
        forged = await api.http.get(f"{_folder(seen)[:-1]}/a.m4s")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["x-accel-redirect"] == "/published/0199/1/a.m4s"
    assert answer.headers["content-type"] == "video/iso.segment"
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert_problem(forged, 403, "url_invalid")
