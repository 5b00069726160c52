"""What every source of ids and randomness promises."""

import base64
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from application.ports.id_generator import IdGenerator
from domain.ids import VideoId
from tests.contracts.adapters_under_test.system import ID_GENERATORS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(ID_GENERATORS))
async def ids(request: pytest.FixtureRequest) -> AsyncIterator[IdGenerator]:
    async with request.param.open(request) as opened:
        yield opened


async def test_an_id_is_a_canonical_uuid_of_version_7(ids: IdGenerator) -> None:
    made = UUID(VideoId.parse(ids.new_id()))

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


async def test_later_ids_sort_after_earlier_ones(ids: IdGenerator) -> None:
    made = [ids.new_id() for _ in range(5000)]

    assert made == sorted(set(made))


async def test_a_secret_is_256_bits_of_url_safe_text(ids: IdGenerator) -> None:
    secret = ids.new_secret()

    assert len(base64.b64decode(f"{secret}=", altchars=b"-_", validate=True)) == 32


async def test_no_secret_comes_twice(ids: IdGenerator) -> None:
    assert len({ids.new_secret() for _ in range(1000)}) == 1000


async def test_jitter_is_a_share(ids: IdGenerator) -> None:
    assert all(0.0 <= ids.jitter() < 1.0 for _ in range(1000))
