"""What leaves the house in each mode of playback."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import m3u8
import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.gateway.hosted_media import CloudinaryHostedMedia, PlaybackMode
from adapters.media.cloudinary.upstream import Upstream
from adapters.system.clock import SystemClock
from adapters.system.processes import HostProcesses
from application.errors import MediaFileMissingError, StorageUnavailableError
from application.ports.media_store import RemoteFile, ServedFile
from domain.errors import PlatformError
from tests.adapters.media.cloudinary.gateway.delivery import reference_in
from tests.adapters.media.cloudinary.hosting import account_of
from tests.doubles.clock import ManualClock
from tests.services.cloudinary.faults import HTML_ERROR, RESET, Fault, told
from tests.services.cloudinary.shelf import put_asset
from tests.services.cloudinary.stand_in import CloudinaryStandIn


@pytest.fixture
def filled(filled_cloudinary: CloudinaryStandIn) -> CloudinaryStandIn:
    return filled_cloudinary


@pytest.fixture
def hosted_as(filled: CloudinaryStandIn) -> str:
    return reference_in(filled)


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    async with Upstream() as opened:
        yield opened


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(SystemClock().now())


@pytest.fixture
def media_in(
    filled: CloudinaryStandIn, upstream: Upstream, clock: ManualClock, tmp_path: Path
) -> "MediaIn":
    return MediaIn(filled, upstream, clock, BorrowedFiles(tmp_path, HostProcesses()))


class MediaIn:
    """Makes the adapter in any mode."""

    def __init__(
        self,
        stand_in: CloudinaryStandIn,
        upstream: Upstream,
        clock: ManualClock,
        borrowed: BorrowedFiles,
    ) -> None:
        self._account = account_of(stand_in)
        self._token_key = stand_in.account.token_key
        self._upstream, self._clock, self._borrowed = upstream, clock, borrowed

    def __call__(self, mode: PlaybackMode) -> CloudinaryHostedMedia:
        return CloudinaryHostedMedia(
            self._account, mode, self._token_key, self._upstream, self._borrowed, self._clock
        )


async def _opened(media: CloudinaryHostedMedia, hosted_as: str, name: str) -> RemoteFile:
    file = await media.open(hosted_as, name, url_life_s=60)
    assert isinstance(file, RemoteFile)
    return file


async def _text(media: CloudinaryHostedMedia, hosted_as: str, name: str) -> str:
    file = await _opened(media, hosted_as, name)
    return b"".join([piece async for piece in file.source.read()]).decode()


async def _children(media: CloudinaryHostedMedia, hosted_as: str) -> list[str]:
    """Return the text of every media playlist."""
    master = m3u8.loads(await _text(media, hosted_as, "master.m3u8"))
    return [await _text(media, hosted_as, playlist.uri) for playlist in master.playlists]


async def test_P41_the_gateway_tells_nothing_of_what_is_behind_it(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    media = media_in(PlaybackMode.GATEWAY)
    texts = [await _text(media, hosted_as, "master.m3u8"), *await _children(media, hosted_as)]

    assert len(texts) == 3
    for text in texts:
        for secret in ("127.0.0.1", "stand-in", "owner", "s--", "token", "authenticated", "//"):
            assert secret not in text
        assert filled.account.api_secret not in text
    for name in [*m3u8.loads(texts[1]).files, "thumbnail.jpg"]:
        assert (await _opened(media, hosted_as, name)).url is None


async def _address(media: CloudinaryHostedMedia, hosted_as: str, name: str) -> str:
    """Return where the network serves a file, of which nothing is fetched here."""
    file = await media.open(hosted_as, name, url_life_s=60)
    assert isinstance(file, ServedFile)
    return file.url


async def test_P40_a_token_opens_one_video_until_the_grant_ends(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str, clock: ManualClock
) -> None:
    put_asset(filled, "owner/video2", b"", {("sp_hd", ".m3u8"): b"another's"})
    children = await _children(media_in(PlaybackMode.TOKEN), hosted_as)
    addresses = [address for child in children for address in m3u8.loads(child).files]
    thumbnail = await _address(media_in(PlaybackMode.TOKEN), hosted_as, "thumbnail.jpg")
    ends_at_s = int((clock.now() + timedelta(seconds=60)).timestamp())

    async with httpx.AsyncClient() as player:
        for address in [*addresses, thumbnail]:
            assert f"exp={ends_at_s}~" in address
            assert "s--" not in address
            assert (await player.get(address)).status_code == 200
        token = thumbnail.partition("?")[2]
        root = f"{filled.base_url}/stand-in/video/authenticated/sp_hd"
        others = await player.get(f"{root}/v1/owner/video2.m3u8?{token}")
        late = await player.get(thumbnail.replace(f"exp={ends_at_s}", f"exp={ends_at_s + 1}"))
    assert (others.status_code, late.status_code) == (401, 401)


async def test_P40_a_token_opens_no_transformation_that_nobody_gave_out(
    media_in: MediaIn, hosted_as: str
) -> None:
    thumbnail = await _address(media_in(PlaybackMode.TOKEN), hosted_as, "thumbnail.jpg")
    transformation = "c_limit,so_auto,w_640"

    async with httpx.AsyncClient() as player:
        for other in ("l_video:authenticated:owner:video2", f"{transformation}/w_4000", "sp_4k"):
            answer = await player.get(thumbnail.replace(transformation, other))
            assert answer.status_code == 401
        assert (await player.get(thumbnail)).status_code == 200


async def test_signed_playback_redirects_to_one_file(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    media = media_in(PlaybackMode.SIGNED)
    (child, *_) = await _children(media, hosted_as)
    (name, *_) = m3u8.loads(child).files

    filled.calls.clear()
    address = await _address(media, hosted_as, name)

    assert filled.calls == []
    async with httpx.AsyncClient() as player:
        assert (await player.get(address)).status_code == 200


@pytest.mark.parametrize("mode", PlaybackMode)
async def test_T38_what_no_playlist_names_is_not_signed(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str, mode: PlaybackMode
) -> None:
    media = media_in(mode)
    for name in ("c_limit,w_640.m3u8", "bF9hdXRoZW50aWNhdGVk.ts", "video.mp4", "original.mp4"):
        with pytest.raises(MediaFileMissingError):
            await media.open(hosted_as, name, url_life_s=60)
    assert filled.calls == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (told(423, "Video is still being processed"), StorageUnavailableError),
        (told(404, "Resource not found"), MediaFileMissingError),
        (told(400, "Unsupported video format or file"), MediaFileMissingError),
        (told(401, "Unauthorized"), StorageUnavailableError),
        (told(420, "Rate Limit Exceeded"), StorageUnavailableError),
        (told(500, "oops"), StorageUnavailableError),
        (HTML_ERROR, StorageUnavailableError),
        (Fault(status=302, headers={"Location": "http://127.0.0.1:1/"}), StorageUnavailableError),
        (Fault(status=200, body=b"<html>", headers={}), StorageUnavailableError),
        (RESET, StorageUnavailableError),
    ],
)
async def test_an_answer_of_delivery_means_the_same_in_every_mode(
    filled: CloudinaryStandIn,
    media_in: MediaIn,
    hosted_as: str,
    fault: Fault,
    error: type[PlatformError],
) -> None:
    for mode in PlaybackMode:
        filled.faults.add("manifest", fault, times=2 if fault is RESET else 1)
        with pytest.raises(error):
            await media_in(mode).open(hosted_as, "master.m3u8", url_life_s=60)


async def test_a_connection_that_was_closed_meanwhile_is_opened_again(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    filled.faults.add("manifest", RESET)

    assert await _text(media_in(PlaybackMode.GATEWAY), hosted_as, "master.m3u8")


async def test_an_answer_that_was_no_playlist_is_asked_for_again(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    media = media_in(PlaybackMode.GATEWAY)
    filled.faults.add("manifest", Fault(status=200, body=b"<html>", headers={}))
    with pytest.raises(StorageUnavailableError):
        await _text(media, hosted_as, "master.m3u8")

    assert await _text(media, hosted_as, "master.m3u8")


async def test_what_many_watch_is_fetched_once(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    media = media_in(PlaybackMode.GATEWAY)
    for _ in range(3):
        for child in await _children(media, hosted_as):
            for name in m3u8.loads(child).files:
                file = await _opened(media, hosted_as, name)
                assert [piece async for piece in file.source.read()]

    asked = [call.path for call in filled.calls]
    assert len(asked) == len(set(asked))


async def test_what_many_ask_for_at_once_is_fetched_once(
    filled: CloudinaryStandIn, media_in: MediaIn, hosted_as: str
) -> None:
    media = media_in(PlaybackMode.GATEWAY)
    (child, *_) = await _children(media, hosted_as)
    (name, *_) = m3u8.loads(child).files
    viewers = [asyncio.create_task(_opened(media, hosted_as, name)) for _ in range(50)]
    await asyncio.sleep(0)

    viewers.pop(0).cancel()  # it began the fetch that the others wait for
    files = await asyncio.gather(*viewers)

    assert len({file.source.size_bytes for file in files}) == 1
    assert len(filled.of_kind("segment")) == 1
