"""What every place of a hosted engine promises."""

import re
from collections.abc import AsyncIterator

import httpx
import m3u8
import pytest

from adapters.media.memory_hosted_media import MemoryHostedMedia
from application.errors import (
    MediaFileMissingError,
    SourceMissingError,
    StorageUnavailableError,
)
from application.ports.hosted_media import HostedMedia
from application.ports.media_store import RemoteFile, ServedFile
from tests.builders import a_source, a_video
from tests.contracts.adapters_under_test.hosted import (
    FILLED_PLACES,
    HOSTED_AS,
    HOSTED_MEDIA,
    ORIGINAL,
    PICTURE,
    SEGMENT,
    VIDEO,
)
from tests.contracts.adapters_under_test.table import each
from tests.services.cloudinary.faults import RESET
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_FLAT_NAME = re.compile(r"[A-Za-z0-9_-]+\.(m3u8|ts|m4s|mp4|jpg|vtt)")


@pytest.fixture(params=each(FILLED_PLACES))
async def media(request: pytest.FixtureRequest) -> AsyncIterator[HostedMedia]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(HOSTED_MEDIA))
async def lost_media(
    request: pytest.FixtureRequest, cloudinary_stand_in: CloudinaryStandIn
) -> AsyncIterator[HostedMedia]:
    """A place that does not answer."""
    async with request.param.open(request) as opened:
        if isinstance(opened, MemoryHostedMedia):
            opened.is_away = True
        for kind in ("manifest", "download"):
            cloudinary_stand_in.faults.add(kind, RESET, times=10)
        yield opened


async def _read(media: HostedMedia, name: str) -> bytes:
    file = await media.open(HOSTED_AS, name, url_life_s=60)
    if isinstance(file, ServedFile):
        async with httpx.AsyncClient() as player:
            return (await player.get(file.url)).raise_for_status().content
    assert isinstance(file, RemoteFile)
    content = b"".join([piece async for piece in file.source.read()])
    assert len(content) == file.source.size_bytes
    return content


async def test_P41_everything_that_plays_is_reached_from_the_master(media: HostedMedia) -> None:
    master = m3u8.loads((await _read(media, "master.m3u8")).decode())
    (child,) = [playlist.uri for playlist in master.playlists]
    assert _FLAT_NAME.fullmatch(child)

    (address,) = m3u8.loads((await _read(media, child)).decode()).files

    if "://" in address:
        async with httpx.AsyncClient() as player:
            assert (await player.get(address)).content == SEGMENT
    else:
        assert _FLAT_NAME.fullmatch(address)
        assert await _read(media, address) == SEGMENT


async def test_the_thumbnail_is_there(media: HostedMedia) -> None:
    assert await _read(media, "thumbnail.jpg") == PICTURE


@pytest.mark.parametrize("name", ["none.m3u8", "none.ts", "x.jpg", "storyboard.vtt", "AAAA.mp4"])
async def test_T38_other_names_lead_nowhere(media: HostedMedia, name: str) -> None:
    with pytest.raises(MediaFileMissingError):
        await media.open(HOSTED_AS, name, url_life_s=60)


async def test_another_engines_reference_leads_nowhere(media: HostedMedia) -> None:
    with pytest.raises(MediaFileMissingError):
        await media.open("another's", "master.m3u8", url_life_s=60)


async def test_the_original_comes_back_byte_for_byte(media: HostedMedia) -> None:
    source = await media.open_source(VIDEO)

    assert b"".join([piece async for piece in source.read()]) == ORIGINAL
    assert b"".join([piece async for piece in source.read(10, 20)]) == ORIGINAL[10:30]


async def test_an_original_that_is_not_there_is_missing(media: HostedMedia) -> None:
    with pytest.raises(SourceMissingError):
        await media.open_source(a_video(source=a_source()))


async def test_a_place_that_does_not_answer_is_unavailable(lost_media: HostedMedia) -> None:
    with pytest.raises(StorageUnavailableError):
        await lost_media.open(HOSTED_AS, "master.m3u8", url_life_s=60)
    with pytest.raises(StorageUnavailableError):
        await lost_media.open_source(VIDEO)
