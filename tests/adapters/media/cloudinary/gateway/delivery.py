"""Delivery from the stand-in, as the adapter takes it."""

from adapters.media.cloudinary.hosted_place import HostedPlace
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def reference_in(stand_in: CloudinaryStandIn) -> str:
    """Return what the record of the finished video says."""
    asset = stand_in.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    return HostedPlace(public_id="owner/video", version=asset.version, profile="hd").write()
