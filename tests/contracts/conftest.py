"""One fixture per port, which every test of its suite runs with, once per adapter."""

from collections.abc import AsyncIterator

import pytest

from application.ports.audit_log import AuditLog
from application.ports.idempotency_store import IdempotencyStore
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_repository import SessionRepository
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.persistence import (
    AUDIT_LOGS,
    IDEMPOTENCY_STORES,
    PERSONAL_TOKEN_REPOSITORIES,
    SESSION_REPOSITORIES,
    UPLOAD_REPOSITORIES,
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


@pytest.fixture(params=each(PERSONAL_TOKEN_REPOSITORIES))
async def personal_tokens(
    request: pytest.FixtureRequest,
) -> AsyncIterator[PersonalTokenRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(UPLOAD_REPOSITORIES))
async def uploads(request: pytest.FixtureRequest) -> AsyncIterator[UploadRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(AUDIT_LOGS))
async def audit_log(request: pytest.FixtureRequest) -> AsyncIterator[AuditLog]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(IDEMPOTENCY_STORES))
async def keys(request: pytest.FixtureRequest) -> AsyncIterator[IdempotencyStore]:
    async with request.param.open(request) as opened:
        yield opened
