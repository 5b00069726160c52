"""One fixture per port, which every test of its suite runs with, once per adapter."""

from collections.abc import AsyncIterator

import pytest

from application.ports.session_repository import SessionRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.persistence import (
    SESSION_REPOSITORIES,
    USER_REPOSITORIES,
    VIDEO_REPOSITORIES,
)
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(VIDEO_REPOSITORIES))
async def videos(request: pytest.FixtureRequest) -> AsyncIterator[VideoRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(USER_REPOSITORIES))
async def users(request: pytest.FixtureRequest) -> AsyncIterator[UserRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(SESSION_REPOSITORIES))
async def sessions(request: pytest.FixtureRequest) -> AsyncIterator[SessionRepository]:
    async with request.param.open(request) as opened:
        yield opened
