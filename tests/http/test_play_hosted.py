"""GET /media/{grant}/{name} and /source for videos that a hosted engine keeps."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import m3u8
import pytest
import structlog

from adapters.media.cloudinary.gateway.hosted_media import PlaybackMode
from entrypoints.logs import configure_logging
from entrypoints.settings import Settings
from tests.doubles.clock import ManualClock
from tests.http.hosted_cinema import BASE, CinemaIn
from tests.http.problems import assert_problem
from tests.services.cloudinary.faults import RESET, Fault, told
from tests.services.cloudinary.stand_in import CloudinaryStandIn


@pytest.fixture
def stand_in(filled_cloudinary: CloudinaryStandIn) -> CloudinaryStandIn:
    return filled_cloudinary


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Everything that is logged, down to the smallest."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    clock = ManualClock()
    configure_logging(as_json=True, zone=ZoneInfo("UTC"), now=clock.now, stream=stream, level=10)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def cinema_in(settings: Settings, stand_in: CloudinaryStandIn, tmp_path: Path) -> CinemaIn:
    return CinemaIn(settings, stand_in, tmp_path)


async def test_P40_P41_everything_plays_through_the_gateway(
    stand_in: CloudinaryStandIn, cinema_in: CinemaIn, logs: io.StringIO
) -> None:
    async with cinema_in(PlaybackMode.GATEWAY) as cinema:
        for playlist in await cinema.playlists():
            for name in playlist.files:
                segment = await cinema.get(name)
                assert (segment.status_code, segment.headers["content-type"]) == (200, "video/mp2t")
                assert segment.headers["cache-control"] == "private, max-age=21600"
                assert segment.content[:1] == b"\x47"  # each packet of a stream begins so
        thumbnail = await cinema.get("thumbnail.jpg")
        assert (thumbnail.status_code, thumbnail.headers["content-type"]) == (200, "image/jpeg")

        received = " ".join([*cinema.heard, logs.getvalue()])

    account = stand_in.account
    for secret in (account.api_secret, account.token_key, "owner/video", "__cld", "/s--"):
        assert secret not in received
    assert stand_in.base_url.removeprefix("http://") not in received


async def test_P41_one_range_is_passed_on(cinema_in: CinemaIn) -> None:
    async with cinema_in(PlaybackMode.GATEWAY) as cinema:
        (playlist, *_) = await cinema.playlists()
        (name, *_) = playlist.files
        whole = (await cinema.get(name)).content

        part = await cinema.get(name, Range="bytes=188-375")
        head = await cinema.api.http.head(f"{cinema.folder}/{name}")

    assert (part.status_code, part.content) == (206, whole[188:376])
    assert part.headers["content-range"] == f"bytes 188-375/{len(whole)}"
    assert head.headers["content-length"] == str(len(whole))


async def test_P40_with_tokens_nothing_outlives_the_grant(
    stand_in: CloudinaryStandIn, cinema_in: CinemaIn, logs: io.StringIO
) -> None:
    async with cinema_in(PlaybackMode.TOKEN) as cinema, httpx.AsyncClient() as cdn:
        cinema.api.clock.advance(timedelta(hours=5))
        addresses = [uri for playlist in await cinema.playlists() for uri in playlist.files]
        thumbnail = await cinema.get("thumbnail.jpg")
        assert thumbnail.status_code == 307
        addresses.append(thumbnail.headers["location"])
        assert {(await cdn.get(address)).status_code for address in addresses} == {200}

        cinema.api.clock.advance(timedelta(hours=1, seconds=1))

        assert {(await cdn.get(address)).status_code for address in addresses} == {401}
        received = " ".join([*cinema.heard, logs.getvalue()])
    for secret in (stand_in.account.api_secret, stand_in.account.token_key, "/s--"):
        assert secret not in received


async def test_signed_addresses_are_redirected_to(cinema_in: CinemaIn) -> None:
    async with cinema_in(PlaybackMode.SIGNED) as cinema, httpx.AsyncClient() as cdn:
        (playlist, *_) = await cinema.playlists()
        (name, *_) = playlist.files
        answers = [await cinema.get(name), await cinema.get("thumbnail.jpg")]

        assert [answer.status_code for answer in answers] == [307, 307]
        for answer in answers:
            assert (await cdn.get(answer.headers["location"])).status_code == 200


@pytest.mark.parametrize("mode", PlaybackMode)
async def test_P40_T38_a_grant_opens_its_own_video_and_nothing_after_its_time(
    cinema_in: CinemaIn, mode: PlaybackMode
) -> None:
    async with cinema_in(mode) as cinema:
        master = m3u8.loads((await cinema.get("master.m3u8")).text)
        name = master.playlists[0].uri
        other = await cinema.ada.has_uploaded()
        await cinema.api.process_everything()
        others = (await cinema.ada.get(f"/api/videos/{other['id']}")).json()["streamUrl"]
        folder = others.removeprefix(BASE).removesuffix("/master.m3u8")

        assert_problem(await cinema.api.http.get(f"{folder}/{name}"), 404, "not_found")
        assert_problem(await cinema.get(f"A{name[1:]}"), 404, "not_found")
        assert_problem(await cinema.get("..%2f" + name), 404, "not_found")
        cinema.api.clock.advance(timedelta(hours=6, seconds=6))
        assert_problem(await cinema.get(name), 403, "url_expired")


async def test_P38_a_deleted_video_stops_playing_at_once(cinema_in: CinemaIn) -> None:
    async with cinema_in(PlaybackMode.GATEWAY) as cinema:
        (playlist, *_) = await cinema.playlists()
        await cinema.ada.act("DELETE", f"/api/videos/{cinema.video['id']}")

        for name in ("master.m3u8", playlist.files[0], "thumbnail.jpg"):
            assert_problem(await cinema.get(name), 404, "not_found")


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (told(423, "owner/video is being processed"), 503, "service_unavailable"),
        (told(404, "Resource not found - owner/video"), 404, "not_found"),
        (told(401, "Unauthorized"), 503, "service_unavailable"),
        (told(420, "Rate Limit Exceeded"), 503, "service_unavailable"),
        (told(500, "oops"), 503, "service_unavailable"),
        (RESET, 503, "service_unavailable"),
        (Fault(status=200, body=b"<html>", headers={}), 503, "service_unavailable"),
    ],
)
async def test_trouble_behind_the_gateway_is_a_problem_of_ours(
    stand_in: CloudinaryStandIn,
    cinema_in: CinemaIn,
    logs: io.StringIO,
    fault: Fault,
    status: int,
    code: str,
) -> None:
    async with cinema_in(PlaybackMode.GATEWAY) as cinema:
        stand_in.faults.add("manifest", fault, times=2)

        answer = await cinema.get("master.m3u8")

    assert_problem(answer, status, code)
    assert ("retry-after" in answer.headers) == (status == 503)
    for secret in ("owner", "127.0.0.1", "s--"):
        assert secret not in answer.text
    assert stand_in.account.api_secret not in logs.getvalue()
    assert "/s--" not in logs.getvalue().replace("/s--***--", "")


async def test_P41_the_original_passes_through_to_its_owner(
    stand_in: CloudinaryStandIn, cinema_in: CinemaIn
) -> None:
    asset = stand_in.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    original = asset.original.read_bytes()
    async with cinema_in(PlaybackMode.SIGNED) as cinema:
        path = f"/api/videos/{cinema.video['id']}/source"

        whole = await cinema.ada.get(path)
        part = await cinema.ada.get(path, Range="bytes=1000-1999")
        anothers = await (await cinema.api.register()).get(path)

        assert (whole.status_code, whole.content) == (200, original)
        assert whole.headers["content-type"] == "application/octet-stream"
        assert (part.status_code, part.content) == (206, original[1000:2000])
        assert_problem(anothers, 404, "not_found")
        stand_in.faults.add("download", told(404, "Resource not found"))
        assert_problem(await cinema.ada.get(path), 404, "not_found")
        stand_in.faults.add("download", RESET, times=2)
        assert_problem(await cinema.ada.get(path), 503, "service_unavailable")


async def test_videos_of_the_engine_before_play_on(cinema_in: CinemaIn) -> None:
    async with cinema_in(PlaybackMode.GATEWAY) as cinema:
        made = await cinema.ada.has_uploaded()
        await cinema.api.process_everything()
        older = (await cinema.ada.get(f"/api/videos/{made['id']}")).json()

        answer = await cinema.api.http.get(older["streamUrl"].removeprefix(BASE))

    assert (answer.status_code, answer.text[:11]) == (200, "master.m3u8")
