"""Requests to an object store: its faults, and what a cancelled caller leaves."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from adapters.s3.bucket import S3Bucket
from application.errors import SourceMissingError, StorageFullError, StorageUnavailableError
from tests.adapters.s3.answering import answering
from tests.adapters.s3.bucket import bucket_at
from tests.services.process import free_port
from tests.services.s3 import Bucket

MIB = 1024 * 1024


async def test_a_store_that_nobody_runs_is_told_soon() -> None:
    bucket = bucket_at(f"http://127.0.0.1:{free_port()}", "anything")
    began_at_s = time.monotonic()

    for request in (
        bucket.put("key", b"x"),
        bucket.find("key"),
        bucket.find_size("key"),
        bucket.find_range("key", 0, 1),
        bucket.list_folders(),
        bucket.remove(["key"]),
    ):
        with pytest.raises(StorageUnavailableError):
            await request

    assert time.monotonic() - began_at_s < 20


async def test_a_bucket_that_is_not_there_is_no_place_to_write_to(s3_server: str) -> None:
    bucket = bucket_at(s3_server, "no-such-bucket")

    for request in (bucket.put("key", b"x"), bucket.list_folders(), bucket.remove(["key"])):
        with pytest.raises(StorageUnavailableError):
            await request


async def test_keys_that_open_nothing_are_a_fault_of_ours() -> None:
    body = b"<Error><Code>SignatureDoesNotMatch</Code></Error>"
    with answering(403, body) as endpoint_url, pytest.raises(StorageUnavailableError):
        await bucket_at(endpoint_url, "anything").find("key")


@pytest.mark.parametrize(
    ("status", "code"), [(507, "XMinioStorageFull"), (403, "QuotaExceeded"), (507, "")]
)
async def test_T32_a_store_without_room_is_full(status: int, code: str) -> None:
    body = f"<Error><Code>{code}</Code></Error>".encode()
    with answering(status, body) as endpoint_url, pytest.raises(StorageFullError):
        await bucket_at(endpoint_url, "anything").put("key", b"x")


async def test_a_cancelled_write_is_over_when_its_caller_learns_of_it(bucket: S3Bucket) -> None:
    writing = asyncio.create_task(bucket.put("key", b"x" * MIB))
    await asyncio.sleep(0)

    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await bucket.remove(["key"])

    assert await bucket.find("key") is None


async def test_P26_a_stream_that_breaks_off_leaves_no_part(
    bucket: S3Bucket, s3_bucket: Bucket
) -> None:
    async def broken() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield bytes(MIB)
        raise SourceMissingError

    with pytest.raises(SourceMissingError):
        await bucket.put_stream("key", broken(), 40 * MIB)

    assert await bucket.find_size("key") is None
    assert s3_bucket.count_unfinished_uploads() == 0


async def test_P26_a_cancelled_stream_leaves_no_part(bucket: S3Bucket, s3_bucket: Bucket) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(MIB)
            begun.set()

    writing = asyncio.create_task(bucket.put_stream("key", endless(), MIB))
    await begun.wait()

    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing

    assert await bucket.find_size("key") is None
    assert s3_bucket.count_unfinished_uploads() == 0


async def test_a_large_stream_arrives_in_parts_and_whole(bucket: S3Bucket) -> None:
    async def numbered() -> AsyncIterator[bytes]:
        for number in range(25):
            yield bytes([number]) * MIB

    await bucket.put_stream("key", numbered(), 25 * MIB)

    assert await bucket.find_size("key") == 25 * MIB
    for number in range(25):
        piece = await bucket.find_range("key", number * MIB, MIB)
        assert piece is not None
        assert piece.tobytes() == bytes([number]) * MIB


async def test_removing_a_folder_removes_more_than_a_page_and_nothing_beside_it(
    bucket: S3Bucket,
) -> None:
    await asyncio.gather(*(bucket.put(f"a/{number}", b"") for number in range(1010)))
    await bucket.put("ab", b"")

    await bucket.remove_folder("a")

    assert [found.key async for found in bucket.list_objects()] == ["ab"]
