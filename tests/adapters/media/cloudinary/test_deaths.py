"""A worker dies after any of its writes, and before the next: one asset, one end."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from application.errors import StoreUnavailableError
from domain.ids import VideoId
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_WRITES = 14
"""More than an attempt makes, from its claim to where it waits."""

_CHUNKS = 4


class _Death:
    """Lets so many writes pass, and ends the process with the last of them."""

    def __init__(self, platform: CloudPlatform, writes: int) -> None:
        self._write = platform.videos.update
        self._left = writes

    async def update(self, video_id: VideoId, change: Callable[[Video], Video]) -> Video:
        if self._left == 0:
            raise StoreUnavailableError
        self._left -= 1
        changed = await self._write(video_id, change)
        if self._left == 0:
            raise asyncio.CancelledError
        return changed


@pytest.mark.parametrize("writes", range(1, _WRITES))
async def test_T28_a_death_after_any_write_leaves_one_asset_and_one_end(
    platform: CloudPlatform,
    cloudinary_stand_in: CloudinaryStandIn,
    monkeypatch: pytest.MonkeyPatch,
    writes: int,
) -> None:
    video = await platform.uploaded()
    with monkeypatch.context() as dying:
        dying.setattr(platform.videos, "update", _Death(platform, writes).update)
        with suppress(asyncio.CancelledError):
            await platform.app.process_video("worker")
    platform.clock.advance(timedelta(minutes=2))

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    (asset,) = cloudinary_stand_in.assets
    assert asset.original.read_bytes() == platform.clip
    ranges = [call.headers["Content-Range"] for call in cloudinary_stand_in.of_kind("chunk")]
    died_at_the_last = any(call.kind == "resource" for call in cloudinary_stand_in.calls)
    assert len(ranges) <= _CHUNKS + 1 or died_at_the_last
