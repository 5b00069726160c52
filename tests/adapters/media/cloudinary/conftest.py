"""A platform on the stand-in, and a clip of several chunks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.adapters.media.cloudinary.hosting import CHUNK_BYTES, Hosted, hosted_by
from tests.media.clips import Studio
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_CLIP_BYTES = 3 * CHUNK_BYTES + CHUNK_BYTES // 2


@pytest.fixture
async def hosted(cloudinary_stand_in: CloudinaryStandIn) -> AsyncIterator[Hosted]:
    async with hosted_by(cloudinary_stand_in) as opened:
        yield opened


@pytest.fixture
def clip(studio: Studio) -> bytes:
    """Return a clip of three chunks and a half, with a box of nothing at its end."""
    content = studio.two_rungs().read_bytes()
    free = _CLIP_BYTES - len(content)
    return content + free.to_bytes(4, "big") + b"free" + bytes(free - 8)


@pytest.fixture
def platform(tmp_path: Path, hosted: Hosted, clip: bytes) -> CloudPlatform:
    return CloudPlatform(tmp_path, hosted, clip)
