"""Delivery from the stand-in, as the adapter takes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.media.cloudinary.gateway.addresses import DeliveryAccount
from adapters.media.cloudinary.gateway.reference import HostedReference
from adapters.media.cloudinary.gateway.upstream import Upstream
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def account_of(stand_in: CloudinaryStandIn) -> DeliveryAccount:
    """Return the account of a stand-in."""
    account = stand_in.account
    return DeliveryAccount(
        cloud_name=account.cloud_name,
        api_key=account.api_key,
        api_secret=account.api_secret,
        delivery_base=stand_in.base_url,
        api_base=stand_in.base_url,
        token_key=account.token_key,
    )


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
    return HostedReference(
        public_id="owner/video",
        version=asset.version,
        stream="sp_hd",
        thumbnail="c_limit,so_auto,w_640",
    ).written()
