"""Somebody on a platform whose engine takes files from clients itself."""

from pathlib import Path

import pytest

from application.actor import Actor
from tests.application.uploads.direct.platform import DirectPlatform


@pytest.fixture
def platform(tmp_path: Path) -> DirectPlatform:
    """Return a platform on memory adapters."""
    return DirectPlatform(tmp_path)


@pytest.fixture
async def ada(platform: DirectPlatform) -> Actor:
    """Return somebody with an account."""
    return await platform.somebody()
