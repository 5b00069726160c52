"""The running API keeps the description that it gives of itself."""

import subprocess
import sys
from pathlib import Path

from tests.http.raw import Server
from tests.services.environment import child_environment

_SETTINGS = Path(__file__).with_name("schemathesis.toml")


def test_whatever_is_asked_every_answer_is_one_that_is_described(
    server: Server, bearer: str, tmp_path: Path
) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(_SETTINGS)),
            *("run", f"{server.base_url}/openapi.json", "--header", bearer, "--no-color"),
        ],
        cwd=tmp_path,
        env=child_environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
