"""The system's Chromium."""

import shutil
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")

# Headless on a machine without a screen, a sandbox or the vendor's servers.
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Return the browser's program; without one, the tests that need it are skipped."""
    return find_chromium()


def find_chromium() -> Path:
    """Return the browser's program; skips the test where there is none."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    pytest.skip(f"none of {', '.join(_NAMES)} is installed, and `make test` was not allowed to")
