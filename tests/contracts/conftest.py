"""One fixture per port, which every test of its suite runs with, once per adapter."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.files.memory_source import MemorySourceFile
from application.ports.audit_log import AuditLog
from application.ports.idempotency_store import IdempotencyStore
from application.ports.media_engine import MediaEngine
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_repository import SessionRepository
from application.ports.source_file import SourceFile
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.media import MEDIA_ENGINES
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
from tests.media.clips import Studio
from tests.media.showing import Showing, show


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


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where an engine that works here leaves what it has not finished."""
    return tmp_path / "scratch"


@pytest.fixture(params=each(MEDIA_ENGINES))
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[MediaEngine]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture
def playable(studio: Studio) -> SourceFile:
    return MemorySourceFile(studio.two_rungs().read_bytes())


@pytest.fixture
async def showing(engine: MediaEngine, playable: SourceFile, tmp_path: Path) -> Showing:
    """What an engine made of a source, in a folder as players would see it."""
    return await show(engine, playable, tmp_path / "published")
