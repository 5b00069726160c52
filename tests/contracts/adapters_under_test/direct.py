"""Engines that may take uploads past us."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.media.cloudinary.direct_uploads import CloudinaryDirectUploads
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.settings import CloudinarySettings
from adapters.media.memory_direct_uploads import MemoryDirectUploads
from adapters.media.no_direct_uploads import NoDirectUploads
from application.ports.direct_uploads import DirectUploads
from application.ports.engine_reports import Arrival
from domain.ids import UserId, VideoId
from tests.adapters.media.cloudinary.hosting import hosted_by
from tests.builders import an_id
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.cloudinary.shelf import put_asset

VIDEO_ID, OWNER_ID = an_id(VideoId), an_id(UserId)
SIZE_BYTES = 1000
"""What has arrived for this video, where anything arrives at all."""


@asynccontextmanager
async def _memory(_: pytest.FixtureRequest) -> AsyncIterator[DirectUploads]:
    direct = MemoryDirectUploads()
    direct.arrivals[VIDEO_ID] = Arrival(SIZE_BYTES)
    yield direct


@asynccontextmanager
async def _cloudinary(request: pytest.FixtureRequest) -> AsyncIterator[DirectUploads]:
    stand_in = request.getfixturevalue("cloudinary_stand_in")
    put_asset(stand_in, public_id_of(VIDEO_ID, OWNER_ID), bytes(SIZE_BYTES), {})
    async with hosted_by(stand_in) as hosted:
        settings = CloudinarySettings(notification_url="poll://tests")
        yield CloudinaryDirectUploads(hosted.account, settings, hosted.calls)


@asynccontextmanager
async def _nothing(_: pytest.FixtureRequest) -> AsyncIterator[DirectUploads]:
    yield NoDirectUploads()


TAKING_ENGINES: Table[DirectUploads] = {
    "memory": Adapter(MemoryDirectUploads, _memory),
    "cloudinary": Adapter(CloudinaryDirectUploads, _cloudinary),
}
DIRECT_UPLOADS: Table[DirectUploads] = {
    **TAKING_ENGINES,
    "none": Adapter(NoDirectUploads, _nothing),
}
