"""An API driven from its own description by schemathesis."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.e2e.person import Person
from tests.house.tree import ROOT
from tests.http.api import CLIP
from tests.services.environment import child_environment

_SETTINGS = Path(__file__).with_name("schemathesis.toml")


def drive(
    ada: Person, folder: Path, *options: str, phases: str
) -> subprocess.CompletedProcess[str]:
    """Run schemathesis with every check, as `ada`.

    Args:
        ada: who asks; she comes to own what the operations are about.
        folder: takes what the run leaves behind.
        options: more for its command line.
        phases: the ways in which it makes requests, with commas between.
    """
    clip = folder / "clip.mp4"
    clip.write_bytes(CLIP)
    bearer = ada.http.headers["Authorization"]
    settings = {
        "VIDEO_ID": ada.uploads(clip)["id"],
        "SESSION_ID": _another_session(ada),
        "USER_ID": _another_user(ada),
        "SCHEMATHESIS_HOOKS": "tests.http.conform_hooks",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(_SETTINGS), "run"),
            f"{ada.http.base_url}/openapi.json".replace("//openapi", "/openapi"),
            *("--header", f"Authorization: {bearer}", "--no-color", f"--phases={phases}", *options),
        ],
        cwd=folder,
        env=child_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )


def _another_session(ada: Person) -> str:
    ada.http.post("/api/auth/login", json={"email": ada.email, "password": ada.password})
    sessions = ada.http.get("/api/auth/sessions").json()["data"]
    return next(str(session["id"]) for session in sessions if not session["current"])


def _another_user(ada: Person) -> str:
    with httpx.Client(base_url=ada.http.base_url) as http:
        return str(Person.registers(http).user["id"])
