"""Delivery from the stand-in, as the adapter takes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.media.cloudinary.gateway.upstream import Upstream
from adapters.media.cloudinary.hosted_place import HostedPlace
from tests.services.cloudinary.stand_in import CloudinaryStandIn


@asynccontextmanager
async def opened_upstream() -> AsyncIterator[Upstream]:
    """Hand out a way to the stand-in, and close it."""
    upstream = Upstream()
    try:
        yield upstream
    finally:
        await upstream.close()


def reference_in(stand_in: CloudinaryStandIn) -> str:
    """Return what the record of the finished video says."""
    asset = stand_in.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    return HostedPlace(public_id="owner/video", version=asset.version, profile="hd").write()
