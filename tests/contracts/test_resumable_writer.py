"""What every staging area promises about runs whose writing is interrupted."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.staging.memory import MemoryStagingArea
from adapters.system.clock import SystemClock
from application.errors import RunBusyError, SourceMissingError
from application.ports.staging_area import SealedFile, StagingArea
from domain.ids import StagedId
from tests.builders import an_id
from tests.contracts.adapters_under_test.files import STAGING_AREAS
from tests.contracts.adapters_under_test.table import each

FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)
CONTENT = bytes(range(251)) * 4000
"""Some 980 KiB, in no step with any piece."""


@pytest.fixture(params=each(STAGING_AREAS))
async def staging(request: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    async with request.param.open(request) as opened:
        yield opened


async def append(staging: StagingArea, staged_id: StagedId, at: int, content: bytes) -> int:
    """Write `content` behind `at` and let go; return where the durable bytes end."""
    writer = await staging.resume(staged_id, at)
    try:
        await writer.write(content)
        return await writer.sync()
    finally:
        await writer.close()


async def seal(staging: StagingArea, staged_id: StagedId, size_bytes: int) -> SealedFile:
    writer = await staging.resume(staged_id, size_bytes)
    try:
        return await writer.seal()
    finally:
        await writer.close()


async def content_of(staging: StagingArea, staged_id: StagedId) -> bytes:
    return b"".join([piece async for piece in (await staging.open(staged_id)).read()])


def sealed_form(content: bytes) -> SealedFile:
    return SealedFile(len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    "cuts", [(), (1,), (500_000,), (1, 2, 3, 262_144, 262_145), tuple(range(0, 980_000, 70_001))]
)
async def test_P28_bytes_are_gone_on_with_wherever_they_were_cut(
    staging: StagingArea, cuts: tuple[int, ...]
) -> None:
    staged_id = an_id(StagedId)
    begin = 0
    for end in (*cuts, len(CONTENT)):
        assert await append(staging, staged_id, begin, CONTENT[begin:end]) == end
        begin = end

    assert await seal(staging, staged_id, len(CONTENT)) == sealed_form(CONTENT)
    assert await content_of(staging, staged_id) == CONTENT


async def test_P28_what_lies_beyond_the_offset_is_dropped(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    await append(staging, staged_id, 0, b"right" + b"wrong" * 100_000)
    await append(staging, staged_id, 5, b"!")

    assert await seal(staging, staged_id, 6) == sealed_form(b"right!")


async def test_P28_nothing_is_begun_in_the_middle(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    with pytest.raises(SourceMissingError):
        await staging.resume(staged_id, 1)
    await append(staging, staged_id, 0, b"1234")
    with pytest.raises(SourceMissingError):
        await staging.resume(staged_id, 5)

    assert await append(staging, staged_id, 4, b"5") == 5


async def test_P28_a_second_writer_is_kept_out(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    first = await staging.resume(staged_id, 0)
    await first.write(b"first")
    with pytest.raises(RunBusyError):
        await staging.resume(staged_id, 0)
    assert await first.sync() == 5
    await first.close()

    assert await append(staging, staged_id, 5, b"second") == 11


async def test_writing_goes_on_while_others_sync(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.resume(staged_id, 0)
    ends = []
    for start in range(0, len(CONTENT), 100_000):
        await writer.write(CONTENT[start : start + 100_000])
        ends.append(await writer.sync())
    sealed = await writer.seal()
    await writer.close()

    assert ends == [*range(100_000, len(CONTENT), 100_000), len(CONTENT)]
    assert sealed == sealed_form(CONTENT)


@pytest.mark.parametrize("size", [0, 10, 300_000])
async def test_P28_a_chunk_is_dropped_and_sent_again(staging: StagingArea, size: int) -> None:
    staged_id = an_id(StagedId)
    begun = b"b" * size
    await append(staging, staged_id, 0, begun)
    writer = await staging.resume(staged_id, size)
    await writer.write(b"wrong" * 100_000)
    await writer.rewind(size)
    assert await writer.sync() == size
    await writer.write(b"right")
    sealed = await writer.seal()
    await writer.close()

    assert sealed == sealed_form(begun + b"right")


async def test_a_writer_may_rewind_behind_its_own_beginning(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    await append(staging, staged_id, 0, b"123456")
    writer = await staging.resume(staged_id, 6)
    await writer.rewind(3)
    await writer.write(b"!")
    sealed = await writer.seal()
    await writer.close()

    assert sealed == sealed_form(b"123!")


async def test_the_first_bytes_can_be_looked_at(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    await append(staging, staged_id, 0, b"begin")
    writer = await staging.resume(staged_id, 5)
    await writer.write(b"ning")

    assert await writer.read_head(3) == b"beg"
    assert await writer.read_head(100) == b"beginning"
    await writer.write(b"!")
    assert await writer.sync() == 10
    await writer.close()


async def test_T27_a_run_that_was_sealed_can_be_sealed_again_and_nothing_else(
    staging: StagingArea,
) -> None:
    staged_id = an_id(StagedId)
    await append(staging, staged_id, 0, b"whole")
    sealed = await seal(staging, staged_id, 5)

    assert await seal(staging, staged_id, 5) == sealed
    assert await content_of(staging, staged_id) == b"whole"
    for other_size in (0, 4, 6):
        with pytest.raises(SourceMissingError):
            await staging.resume(staged_id, other_size)
    assert await content_of(staging, staged_id) == b"whole"


async def test_P39_an_interrupted_run_is_found_and_removed(staging: StagingArea) -> None:
    staged_id = an_id(StagedId)
    await append(staging, staged_id, 0, b"half")
    with pytest.raises(SourceMissingError):
        await staging.open(staged_id)
    assert [entry.staged_id for entry in await staging.list_changed_before(FAR_AHEAD)] == [
        staged_id
    ]

    await staging.remove(staged_id)

    assert await staging.list_changed_before(FAR_AHEAD) == ()
    with pytest.raises(SourceMissingError):
        await staging.resume(staged_id, 4)


@given(st.lists(st.tuples(st.binary(max_size=40), st.integers(0, 60))))
async def test_P28_any_interruptions_yield_the_bytes_that_counted(
    steps: list[tuple[bytes, int]],
) -> None:
    staging, staged_id, kept = MemoryStagingArea(SystemClock()), an_id(StagedId), b""
    for content, lost in steps:
        await append(staging, staged_id, len(kept), content)
        kept = (kept + content)[: max(len(kept), len(kept) + len(content) - lost)]

    assert await seal(staging, staged_id, len(kept)) == sealed_form(kept)
