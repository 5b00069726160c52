"""What every stored source promises."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from application.ports.source_file import SourceFile
from tests.contracts.adapters_under_test.files import SOURCE_CONTENT, SOURCE_FILES
from tests.contracts.adapters_under_test.table import each

SIZE = len(SOURCE_CONTENT)
LARGEST_PIECE_BYTES = 1024 * 1024


@pytest.fixture(params=each(SOURCE_FILES))
async def source(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    async with request.param.open(request) as opened:
        yield opened


async def test_the_size_is_known(source: SourceFile) -> None:
    assert source.size_bytes == SIZE


@pytest.mark.parametrize(
    ("offset", "length"),
    [
        (0, None),
        (0, SIZE),
        (1, None),
        (300_000, 5),
        (SIZE - 1, 1),
        (SIZE, None),
        (7, 0),
        (3, 400_000),
    ],
)
async def test_any_run_of_bytes_can_be_read(
    source: SourceFile, offset: int, length: int | None
) -> None:
    end = SIZE if length is None else offset + length

    pieces = [piece async for piece in source.read(offset, length)]

    assert b"".join(pieces) == SOURCE_CONTENT[offset:end]
    assert all(0 < len(piece) <= LARGEST_PIECE_BYTES for piece in pieces)


async def test_it_can_be_read_again_and_by_several_at_once(source: SourceFile) -> None:
    first, second = source.read(), source.read(100)

    heads = [await anext(aiter(first)), await anext(aiter(second))]
    rests = [b"".join([piece async for piece in reading]) for reading in (first, second)]

    assert heads[0] + rests[0] == SOURCE_CONTENT
    assert heads[1] + rests[1] == SOURCE_CONTENT[100:]


async def test_a_reader_may_leave_early(source: SourceFile) -> None:
    async with aclosing(source.read()) as reading:  # type: ignore[type-var]  # it is a generator
        head = await anext(reading)

    assert SOURCE_CONTENT.startswith(head)


async def test_it_can_be_borrowed_as_a_local_file(source: SourceFile) -> None:
    async with source.as_local_file() as path:
        content = path.read_bytes()

    assert content == SOURCE_CONTENT
    assert b"".join([piece async for piece in source.read()]) == SOURCE_CONTENT
