"""Places where hosted engines keep what they made, each with one video that a test knows."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.gateway.hosted_media import CloudinaryHostedMedia, PlaybackMode
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.upstream import Upstream
from adapters.media.memory_hosted_media import MemoryHostedMedia
from adapters.media.no_hosted_media import NoHostedMedia
from adapters.system.clock import SystemClock
from adapters.system.processes import HostProcesses
from application.ports.hosted_media import HostedMedia
from domain.ids import UserId, VideoId
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Publication, Rendition
from tests.adapters.media.cloudinary.hosting import account_of
from tests.builders import a_source, a_video, an_id
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.cloudinary.shelf import put_asset
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_VIDEO_ID, _OWNER_ID = an_id(VideoId), an_id(UserId)
PUBLIC_ID = public_id_of(_VIDEO_ID, _OWNER_ID)
HOSTED_AS = HostedPlace(public_id=PUBLIC_ID, version=1, profile="hd").write()

ORIGINAL = secrets.token_bytes(3_000_000)
SEGMENT = secrets.token_bytes(2_500_000)
PICTURE = b"a picture"
RUNG = "c_limit,w_640,h_360,vc_h264:main:3.1,br_800k"

VIDEO = a_video(
    id=_VIDEO_ID,
    owner_id=_OWNER_ID,
    status=VideoStatus.READY,
    source=a_source(size_bytes=len(ORIGINAL)),
    publication=Publication(1, (Rendition("360p", 640, 360, 800_000),), hosted_as=HOSTED_AS),
)
"""What the place keeps."""


def _path(ending: str, transformation: str = RUNG) -> str:
    return f"/stand-in/video/authenticated/{transformation}/v1/{PUBLIC_ID}{ending}"


def _master(child: str) -> bytes:
    lines = ["#EXTM3U", "#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360", child, ""]
    return "\n".join(lines).encode()


def _playlist(segment: str) -> bytes:
    return f"#EXTM3U\n#EXTINF:2.0,\n{segment}\n#EXT-X-ENDLIST\n".encode()


def fill(stand_in: CloudinaryStandIn) -> None:
    """Put the video there, its addresses as Cloudinary writes them."""
    made = {
        ("sp_hd", ".m3u8"): _master(_path(".m3u8")),
        (RUNG, ".m3u8"): _playlist(_path("_0.ts")),
        (RUNG, "_0.ts"): SEGMENT,
        ("c_limit,so_auto,w_640", ".jpg"): PICTURE,
    }
    put_asset(stand_in, PUBLIC_ID, ORIGINAL, made)


@asynccontextmanager
async def _memory(_: pytest.FixtureRequest) -> AsyncIterator[HostedMedia]:
    media = MemoryHostedMedia()
    media.files[HOSTED_AS] = {
        "master.m3u8": _master("360p.m3u8"),
        "360p.m3u8": _playlist("0.ts"),
        "0.ts": SEGMENT,
        "thumbnail.jpg": PICTURE,
    }
    media.originals[VIDEO.id] = ORIGINAL
    yield media


def _cloudinary(
    mode: PlaybackMode,
) -> Callable[[pytest.FixtureRequest], AbstractAsyncContextManager[HostedMedia]]:
    @asynccontextmanager
    async def opened(request: pytest.FixtureRequest) -> AsyncIterator[HostedMedia]:
        stand_in: CloudinaryStandIn = request.getfixturevalue("cloudinary_stand_in")
        fill(stand_in)
        borrowed = BorrowedFiles(request.getfixturevalue("tmp_path") / "borrowed", HostProcesses())
        async with Upstream() as upstream:
            yield CloudinaryHostedMedia(
                account_of(stand_in),
                mode,
                stand_in.account.token_key,
                upstream,
                borrowed,
                SystemClock(),
            )

    return opened


@asynccontextmanager
async def _nothing(_: pytest.FixtureRequest) -> AsyncIterator[HostedMedia]:
    yield NoHostedMedia()


FILLED_PLACES: Table[HostedMedia] = {
    "memory": Adapter(MemoryHostedMedia, _memory),
    "cloudinary_gateway": Adapter(CloudinaryHostedMedia, _cloudinary(PlaybackMode.GATEWAY)),
    "cloudinary_token": Adapter(CloudinaryHostedMedia, _cloudinary(PlaybackMode.TOKEN)),
    "cloudinary_signed": Adapter(CloudinaryHostedMedia, _cloudinary(PlaybackMode.SIGNED)),
}
HOSTED_MEDIA: Table[HostedMedia] = {**FILLED_PLACES, "none": Adapter(NoHostedMedia, _nothing)}
