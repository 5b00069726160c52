"""Staging on disk when its process is killed."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.staging.local_disk import LocalDiskStagingArea
from application.errors import SourceMissingError
from domain.ids import StagedId
from tests.adapters.staging.crashing import HALF_CONTENT, KILLED, SEALED_CONTENT
from tests.builders import an_id
from tests.house.tree import ROOT

FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)
CHILD = [sys.executable, "-m", "tests.adapters.staging.crashing"]


async def test_P25_what_was_sealed_survives_a_kill_and_the_rest_can_be_swept(
    tmp_path: Path,
) -> None:
    sealed_id, half_id = an_id(StagedId), an_id(StagedId)
    arguments = [str(tmp_path), sealed_id, half_id, "none"]
    with subprocess.Popen([*CHILD, *arguments], cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half-written\n"
        child.kill()

    staging = LocalDiskStagingArea(tmp_path)
    assert await content_of(staging, sealed_id) == SEALED_CONTENT
    with pytest.raises(SourceMissingError):
        await staging.open(half_id)
    found = await staging.list_changed_before(FAR_AHEAD)
    assert {entry.staged_id for entry in found} == {sealed_id, half_id}

    for entry in found:
        await staging.remove(entry.staged_id)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("step", "is_there"),
    [
        ("synchronising the file", False),
        ("renaming", False),
        ("synchronising the folder", True),
    ],
)
async def test_T27_a_crash_at_any_step_of_sealing_leaves_all_bytes_or_none(
    tmp_path: Path, step: str, *, is_there: bool
) -> None:
    sealed_id, half_id = an_id(StagedId), an_id(StagedId)
    ended = subprocess.run(
        [*CHILD, str(tmp_path), sealed_id, half_id, step],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == KILLED, ended.stderr.decode()

    staging = LocalDiskStagingArea(tmp_path)
    assert await content_of(staging, sealed_id) == SEALED_CONTENT
    if is_there:
        assert await content_of(staging, half_id) == HALF_CONTENT
    else:
        with pytest.raises(SourceMissingError):
            await staging.open(half_id)
    await staging.remove(half_id)
    assert [path.name for path in tmp_path.iterdir()] == [sealed_id]


async def content_of(staging: LocalDiskStagingArea, staged_id: StagedId) -> bytes:
    source = await staging.open(staged_id)
    return b"".join([piece async for piece in source.read()])
