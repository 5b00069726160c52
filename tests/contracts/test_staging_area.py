"""What every staging area promises."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.system.clock import SystemClock
from application.errors import SourceMissingError
from application.ports.staging_area import SealedFile, StagingArea
from domain.ids import StagedId
from tests.builders import an_id
from tests.contracts.adapters_under_test.files import STAGING_AREAS
from tests.contracts.adapters_under_test.table import each

FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


@pytest.fixture(params=each(STAGING_AREAS))
async def staging(request: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize(
    "chunks",
    [
        (),
        (b"a",),
        (b"", b"ab", b"", b"c"),
        (b"x" * 100,) * 5000,
        (b"y" * 3_000_000, b"z"),
        tuple(bytes([n]) * 200_000 for n in range(9)),
    ],
    ids=["nothing", "a byte", "empty chunks", "many small", "a large one", "several batches"],
)
async def test_sealed_bytes_are_those_that_were_written(
    staging: StagingArea, chunks: tuple[bytes, ...]
) -> None:
    content = b"".join(chunks)

    staged_id = an_id(StagedId)
    sealed = await write(staging, staged_id, *chunks)

    assert sealed == SealedFile(len(content), hashlib.sha256(content).hexdigest())
    assert (await staging.open(staged_id)).size_bytes == len(content)
    assert await content_of(staging, staged_id) == content


async def test_nothing_is_visible_before_it_is_sealed(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(b"x" * 1_000_000)

    with pytest.raises(SourceMissingError):
        await staging.open(staged_id)

    await writer.seal()
    assert await content_of(staging, staged_id) == b"x" * 1_000_000


async def test_an_unknown_id_holds_nothing(staging: StagingArea) -> None:
    with pytest.raises(SourceMissingError):
        await staging.open(an_id(StagedId))


async def test_P26_discarding_leaves_nothing_and_can_be_repeated(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(b"x" * 1_000_000)

    await writer.discard()
    await writer.discard()

    assert await staging.list_changed_before(FAR_AHEAD) == ()


async def test_discarding_after_sealing_changes_nothing(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(b"kept")
    await writer.seal()

    await writer.discard()

    assert await content_of(staging, staged_id) == b"kept"


async def test_removing_can_be_repeated_and_leaves_others_alone(staging: StagingArea) -> None:
    removed, kept = an_id(StagedId), an_id(StagedId)
    await write(staging, removed, b"removed")
    await write(staging, kept, b"kept")

    await staging.remove(removed)
    await staging.remove(removed)
    await staging.remove(an_id(StagedId))

    with pytest.raises(SourceMissingError):
        await staging.open(removed)
    assert await content_of(staging, kept) == b"kept"


async def test_P39_half_written_and_sealed_runs_are_found_and_removed(
    staging: StagingArea,
) -> None:
    half, sealed = an_id(StagedId), an_id(StagedId)
    writer = await staging.create(half)
    await writer.write(b"x" * 1_000_000)
    await write(staging, sealed, b"whole")

    found = await staging.list_changed_before(FAR_AHEAD)
    assert sorted(entry.staged_id for entry in found) == sorted([half, sealed])

    for entry in found:
        await staging.remove(entry.staged_id)
    assert await staging.list_changed_before(FAR_AHEAD) == ()
    await writer.discard()


async def test_only_what_nobody_wrote_to_since_is_found(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    await write(staging, staged_id, b"x")
    (entry,) = await staging.list_changed_before(FAR_AHEAD)

    assert entry.changed_at.microsecond % 1000 == 0
    assert abs(SystemClock().now() - entry.changed_at) < timedelta(minutes=1)
    assert await staging.list_changed_before(entry.changed_at) == ()
    later = entry.changed_at + timedelta(milliseconds=1)
    assert await staging.list_changed_before(later) == (entry,)


async def test_writers_at_the_same_time_do_not_mix(staging: StagingArea) -> None:
    contents = {an_id(StagedId): bytes([n]) * 700_000 for n in range(12)}

    async def fill(staged_id: StagedId, content: bytes) -> None:
        await write(staging, staged_id, *(content[n : n + 9_999] for n in range(0, 700_000, 9_999)))

    await asyncio.gather(*(fill(*item) for item in contents.items()))

    assert {key: await content_of(staging, key) for key in contents} == contents


async def test_the_room_that_is_left_is_known_or_has_no_end(staging: StagingArea) -> None:
    free_bytes = await staging.free_bytes()

    assert free_bytes is None or free_bytes > 0


async def write(staging: StagingArea, staged_id: StagedId, *chunks: bytes) -> SealedFile:
    writer = await staging.create(staged_id)
    for chunk in chunks:
        await writer.write(chunk)
    return await writer.seal()


async def content_of(staging: StagingArea, staged_id: StagedId) -> bytes:
    source = await staging.open(staged_id)
    return b"".join([piece async for piece in source.read()])
