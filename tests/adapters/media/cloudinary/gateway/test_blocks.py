"""Fetching what is delivered: in pieces, kept within bounds."""

from collections.abc import AsyncIterator

import pytest

from adapters.media.cloudinary.gateway.blocks import BLOCK_BYTES, BlockCache
from adapters.media.cloudinary.upstream import Upstream
from tests.services.cloudinary.faults import Fault
from tests.services.cloudinary.shelf import put_asset
from tests.services.cloudinary.stand_in import CloudinaryStandIn


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    async with Upstream() as opened:
        yield opened


async def test_the_cache_is_bounded(
    cloudinary_stand_in: CloudinaryStandIn, upstream: Upstream
) -> None:
    content = bytes(2 * BLOCK_BYTES + 10)
    asset = put_asset(cloudinary_stand_in, "owner/large", b"", {("t", ".ts"): content})
    cache = BlockCache(upstream, BLOCK_BYTES)
    address = cloudinary_stand_in.core.url_of(asset, "t", ".ts")

    blocks = [await cache.get(address, position) for position in (0, 1, 2, 0)]

    assert [len(block.content) for block in blocks] == [BLOCK_BYTES, BLOCK_BYTES, 10, BLOCK_BYTES]
    assert {block.total_bytes for block in blocks} == {len(content)}
    assert len(cloudinary_stand_in.of_kind("segment")) == 4


async def test_a_server_without_ranges_is_read_all_the_same(
    cloudinary_stand_in: CloudinaryStandIn, upstream: Upstream
) -> None:
    asset = put_asset(cloudinary_stand_in, "owner/plain", b"", {("t", ".ts"): b"0123456789"})
    cloudinary_stand_in.faults.add(
        "segment", Fault(status=200, body=b"0123456789", headers={}), times=2
    )
    address = cloudinary_stand_in.core.url_of(asset, "t", ".ts")

    assert await upstream.fetch(address, 2, 5) == (b"23456", 10)
    async with upstream.opened(address, 8, 100) as answer:
        assert b"".join([piece async for piece in answer.pieces()]) == b"89"
