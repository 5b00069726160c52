"""The service killed, its programs killed, at every stage of the work: one end, no orphan."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.children import MediaChild, media_children
from tests.e2e.engines import OF_FFMPEG
from tests.e2e.person import Json, Registers
from tests.e2e.product import Product, kill
from tests.e2e.published import assert_whole, attempts_of
from tests.polling import wait_until

pytestmark = OF_FFMPEG

_SOON = {"JOB_BACKOFF": "1s", "RECONCILE_INTERVAL": "1s"}

_WORK: dict[str, Callable[[MediaChild], bool]] = {
    "probing": lambda child: "-show_entries" in child.command,
    "copying": lambda child: "-c:v copy" in child.command,
    "looking inside": lambda child: "look_" in child.command,
    "taking a thumbnail": lambda child: "spot_" in child.command,
    "drawing the storyboard": lambda child: "storyboard_" in child.command,
    "encoding": lambda child: "libx264" in child.command,
}
"""A stage, and how the program that does its work is recognised."""


@pytest.fixture
def alone(tmp_path: Path) -> Product:
    """Return an embedded installation that nobody else uses."""
    return Product(tmp_path)


@pytest.mark.parametrize("stage", _WORK)
def test_T28_a_killed_program_leaves_one_end_state_and_no_orphan(
    alone: Product, laddered_film: Path, registers: Registers, stage: str
) -> None:
    with alone.serving(**_SOON):
        ada = registers(alone.base_url)
        video = ada.uploads(laddered_film)
        child = _wait_for(alone, stage)
        os.kill(child.pid, signal.SIGKILL)

        seen = ada.waits_until_complete(video)

        assert seen["status"] == "READY"
        _assert_clean(alone, video)


@pytest.mark.parametrize("stage", _WORK)
def test_P31_T28_a_killed_service_leaves_one_end_state_and_no_orphan(
    alone: Product, laddered_film: Path, registers: Registers, stage: str
) -> None:
    with alone.serving(**_SOON) as process:
        ada = registers(alone.base_url)
        video = ada.uploads(laddered_film)
        _wait_for(alone, stage)
        kill(process)
    wait_until(lambda: not media_children(alone.data_dir))
    for folder in attempts_of(alone.data_dir, video["id"]):
        if (folder / "master.m3u8").exists():
            _assert_playlists_whole(folder)
    with alone.serving(**_SOON):
        seen = ada.waits_until_complete(video)

        assert seen["status"] == "READY"
        _assert_clean(alone, video)


def _wait_for(product: Product, stage: str) -> MediaChild:
    def found() -> MediaChild | None:
        return next(filter(_WORK[stage], media_children(product.data_dir)), None)

    child = wait_until(found, within_s=60)
    assert child is not None
    return child


def _assert_playlists_whole(folder: Path) -> None:
    """Assert that nothing which players may see names what is not there."""
    lines = [
        line
        for playlist in folder.glob("*.m3u8")
        if not playlist.name.startswith(".")
        for line in playlist.read_text().splitlines()
    ]
    named = [line for line in lines if line and not line.startswith("#")]
    assert [name for name in named if not (folder / name).is_file()] == []


def _assert_clean(product: Product, video: Json) -> None:
    """Assert that one attempt's files are there, whole, and nothing that nobody needs."""
    wait_until(lambda: len(attempts_of(product.data_dir, video["id"])) == 1, within_s=30)
    wait_until(lambda: not product.temporary_files(), within_s=30)
    assert media_children(product.data_dir) == []
    (folder,) = attempts_of(product.data_dir, video["id"])
    assert_whole(folder)
