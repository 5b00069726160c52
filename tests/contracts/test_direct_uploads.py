"""What every engine promises about uploads past us."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.ports.direct_uploads import DirectUploads
from domain.ids import UserId, VideoId
from tests.builders import NOW, an_id, an_upload
from tests.contracts.adapters_under_test.direct import (
    DIRECT_UPLOADS,
    OWNER_ID,
    SIZE_BYTES,
    TAKING_ENGINES,
    VIDEO_ID,
)
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(TAKING_ENGINES))
async def direct(request: pytest.FixtureRequest) -> AsyncIterator[DirectUploads]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(DIRECT_UPLOADS))
async def any_direct(request: pytest.FixtureRequest) -> AsyncIterator[DirectUploads]:
    async with request.param.open(request) as opened:
        yield opened


async def test_a_form_is_for_one_video_and_some_time(direct: DirectUploads) -> None:
    upload = an_upload()

    form = direct.form_for(upload, NOW)

    assert direct.are_taken
    assert form.url.startswith("http")
    assert form.fields["public_id"].endswith(f"{upload.owner_id}/{upload.video_id}")
    assert timedelta() < form.expires_at - NOW <= timedelta(hours=1)
    assert "fields" not in repr(form)


async def test_what_has_arrived_is_found_until_it_is_discarded(direct: DirectUploads) -> None:
    arrival = await direct.find(VIDEO_ID, OWNER_ID)
    assert arrival is not None
    assert (arrival.size_bytes, arrival.is_video) == (SIZE_BYTES, True)

    for _ in range(2):
        await direct.discard(VIDEO_ID, OWNER_ID, arrival)

    assert await direct.find(VIDEO_ID, OWNER_ID) is None


async def test_nothing_is_found_where_nothing_arrived(any_direct: DirectUploads) -> None:
    assert await any_direct.find(an_id(VideoId), an_id(UserId)) is None
