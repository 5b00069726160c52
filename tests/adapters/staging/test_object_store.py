"""Staging in an object store: slow uploads, cancelled ones, strangers, memory."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.s3.bucket import S3Bucket
from adapters.staging import object_store
from adapters.staging.object_store import S3StagingArea
from adapters.system.processes import HostProcesses
from application.errors import SourceMissingError, StorageUnavailableError
from domain.ids import StagedId
from tests.adapters.interference import observe
from tests.adapters.s3.bucket import bucket_at
from tests.builders import an_id
from tests.house.tree import ROOT
from tests.services.process import free_port
from tests.services.s3 import Bucket

FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)
MIB = 1024 * 1024


@pytest.fixture
def bucket(s3_bucket: Bucket) -> S3Bucket:
    return bucket_at(s3_bucket.endpoint_url, s3_bucket.name)


@pytest.fixture
def staging(bucket: S3Bucket, tmp_path: Path) -> S3StagingArea:
    return S3StagingArea(bucket, BorrowedFiles(tmp_path, HostProcesses()))


async def test_P39_an_upload_that_trickles_shows_that_it_lives(
    staging: S3StagingArea, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(object_store, "_SILENCE_S", 0.0)
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)

    for letter in (b"a", b"b", b"c"):
        await writer.write(letter)

    sent = [found.key async for found in bucket.list_objects(staged_id)]
    assert len(sent) == 1 + 3
    await writer.seal()
    source = await staging.open(staged_id)
    assert b"".join([piece async for piece in source.read()]) == b"abc"


async def test_P26_an_upload_that_is_cancelled_while_it_is_sealed_leaves_nothing(
    staging: S3StagingArea, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await staging.create(an_id(StagedId))
    await writer.write(b"x")
    sealing = asyncio.create_task(writer.seal())
    putting = asyncio.Event()
    observe(monkeypatch, S3Bucket, "put", lambda *_: putting.set())
    await putting.wait()

    sealing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sealing
    await writer.discard()

    assert [found async for found in bucket.list_objects()] == []


async def test_P39_what_is_not_named_like_staged_bytes_is_left_alone(
    staging: S3StagingArea, bucket: S3Bucket
) -> None:
    for key in ("README", "lost/found", f"{an_id(StagedId)}.bak/0"):
        await bucket.put(key, b"")

    assert await staging.list_changed_before(FAR_AHEAD) == ()


async def test_bytes_of_which_a_part_is_gone_are_missing(
    staging: S3StagingArea, bucket: S3Bucket
) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(b"x")
    await writer.seal()
    source = await staging.open(staged_id)
    await bucket.remove([f"{staged_id}/000000"])

    with pytest.raises(SourceMissingError):
        _ = [piece async for piece in source.read()]


async def test_a_store_that_does_not_answer_is_told_before_a_byte_is_taken(tmp_path: Path) -> None:
    nobody = bucket_at(f"http://127.0.0.1:{free_port()}", "anything")
    staging = S3StagingArea(nobody, BorrowedFiles(tmp_path, HostProcesses()))

    with pytest.raises(StorageUnavailableError):
        await staging.create(an_id(StagedId))


def test_P23_bytes_pass_in_and_out_through_less_than_16_mib(
    s3_bucket: Bucket, tmp_path: Path
) -> None:
    where = (s3_bucket.endpoint_url, s3_bucket.name, str(tmp_path))
    command = [sys.executable, "-m", "tests.adapters.staging.writing_s3", *where, "128"]

    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert written.returncode == 0, written.stderr
    assert int(written.stdout) < 16 * MIB
