"""The running API keeps the description that it gives of itself."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.house.tree import ROOT
from tests.http.api import CLIP
from tests.http.raw import Server
from tests.services.environment import child_environment

_SETTINGS = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.timeout(300)  # two thousand requests, on a machine that may be busy
def test_whatever_is_asked_every_answer_is_one_that_is_described(
    server: Server, bearer: str, tmp_path: Path
) -> None:
    name, _, value = bearer.partition(": ")
    made = httpx.post(
        f"{server.base_url}/api/videos/upload",
        data={"title": "Bikes"},
        files={"video": ("clip.mp4", CLIP)},
        headers={name: value},
    )
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(_SETTINGS)),
            *("run", f"{server.base_url}/openapi.json", "--header", bearer, "--no-color"),
        ],
        cwd=tmp_path,
        env=child_environment(
            {
                "VIDEO_ID": made.json()["id"],
                "SCHEMATHESIS_HOOKS": "tests.http.conform_hooks",
                "PYTHONPATH": str(ROOT),
            }
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
