"""A video at the stand-in, made by its ffmpeg once for the whole run."""

from collections.abc import Iterator

import cloudinary.uploader
import pytest

from adapters.media.cloudinary.gateway.reference import HostedReference
from adapters.media.ffmpeg.binaries import Binaries
from tests.media.clips import Studio
from tests.services.cloudinary.stand_in import CloudinaryStandIn, running_stand_in


@pytest.fixture(scope="session")
def shared_stand_in(
    binaries: Binaries, studio: Studio, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CloudinaryStandIn]:
    """Run a stand-in with one finished video."""
    with running_stand_in(tmp_path_factory.mktemp("cloudinary"), binaries) as stand_in:
        cloudinary.uploader.upload(
            str(studio.two_rungs()),
            resource_type="video",
            type="authenticated",
            public_id="owner/video",
            eager="sp_hd/m3u8|c_limit,so_auto,w_640/jpg",
            eager_async=True,
            **stand_in.sdk_options,
        )
        stand_in.processing.wait()
        yield stand_in


@pytest.fixture
def filled(shared_stand_in: CloudinaryStandIn) -> Iterator[CloudinaryStandIn]:
    """Lend the stand-in, and let everything go well again afterwards."""
    shared_stand_in.calls.clear()
    yield shared_stand_in
    shared_stand_in.faults.clear()


@pytest.fixture
def hosted_as(filled: CloudinaryStandIn) -> str:
    """Return the reference of the finished video."""
    asset = filled.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    return HostedReference(
        public_id="owner/video",
        version=asset.version,
        stream="sp_hd",
        thumbnail="c_limit,so_auto,w_640",
    ).written()
