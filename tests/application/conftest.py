"""A platform of its own for every test."""

from pathlib import Path

import pytest

from tests.application.platform import Platform


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    """Return a platform on memory adapters."""
    return Platform(tmp_path)
