"""Originals are read for as long as their readers like, and nobody else has to wait for it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.gateway.hosted_media import CloudinaryHostedMedia, PlaybackMode
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.upstream import Upstream
from adapters.system.clock import SystemClock
from adapters.system.processes import HostProcesses
from application.errors import StorageUnavailableError
from application.ports.media_store import RemoteFile
from domain.ids import UserId
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.adapters.media.cloudinary.gateway.delivery import reference_in
from tests.adapters.media.cloudinary.hosting import account_of
from tests.builders import a_source, a_video, an_id
from tests.services.cloudinary.shelf import put_asset
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_CONTENT = bytes(3_000_000)
_OWNERS = 8
_MOST_PER_OWNER = 4


@pytest.fixture
async def media(
    filled_cloudinary: CloudinaryStandIn, tmp_path: Path
) -> AsyncIterator[CloudinaryHostedMedia]:
    async with Upstream() as upstream:
        yield CloudinaryHostedMedia(
            account_of(filled_cloudinary),
            PlaybackMode.GATEWAY,
            "",
            upstream,
            BorrowedFiles(tmp_path, HostProcesses()),
            SystemClock(),
        )


def _kept_there(stand_in: CloudinaryStandIn, owner_id: UserId) -> Video:
    source = a_source(size_bytes=len(_CONTENT))
    video = a_video(VideoStatus.READY, owner_id=owner_id, source=source)
    put_asset(stand_in, public_id_of(video.id, owner_id), _CONTENT, {})
    return video


async def _begins_to_read(
    media: CloudinaryHostedMedia, video: Video, readers: AsyncExitStack
) -> None:
    pieces = (await media.open_source(video)).read()
    await readers.enter_async_context(aclosing(pieces))  # type: ignore[type-var]  # it is a generator
    assert await anext(pieces)


async def test_slow_readers_of_originals_leave_others_to_play(
    filled_cloudinary: CloudinaryStandIn, media: CloudinaryHostedMedia
) -> None:
    async with AsyncExitStack() as readers:
        for _ in range(_OWNERS):
            video = _kept_there(filled_cloudinary, an_id(UserId))
            for _ in range(_MOST_PER_OWNER):
                await _begins_to_read(media, video, readers)

        shown = await media.open(reference_in(filled_cloudinary), "thumbnail.jpg", url_life_s=60)

    assert isinstance(shown, RemoteFile)


async def test_one_owner_reads_four_originals_at_a_time(
    filled_cloudinary: CloudinaryStandIn, media: CloudinaryHostedMedia
) -> None:
    video = _kept_there(filled_cloudinary, an_id(UserId))
    async with AsyncExitStack() as readers:
        for _ in range(_MOST_PER_OWNER):
            await _begins_to_read(media, video, readers)
        with pytest.raises(StorageUnavailableError):
            await media.open_source(video)
        await _begins_to_read(media, _kept_there(filled_cloudinary, an_id(UserId)), readers)

    assert (await media.open_source(video)).size_bytes == len(_CONTENT)
