"""Passwords, tokens, grants, and ended sessions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import CHEAPEST
from adapters.security.hmac_grants import HmacPlaybackGrants
from adapters.security.jwt_tokens import JwtAccessTokens
from adapters.security.keys import KeyRing
from adapters.security.store_revocations import StoreSessionRevocations
from adapters.system.clock import SystemClock
from application.ports.access_tokens import AccessTokens
from application.ports.password_hasher import PasswordHasher
from application.ports.playback_grants import PlaybackGrants
from application.ports.session_revocations import SessionRevocations
from tests.builders import a_session
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.doubles.ids import SequentialIdGenerator

_KEYS = KeyRing(b"a secret of at least 32 bytes, made up")

LIVING_SESSION = a_session()
"""A session that the store knows, and that has not ended."""


@asynccontextmanager
async def _argon2(_: pytest.FixtureRequest) -> AsyncIterator[PasswordHasher]:
    yield Argon2PasswordHasher(CHEAPEST)


@asynccontextmanager
async def _jwt(_: pytest.FixtureRequest) -> AsyncIterator[AccessTokens]:
    yield JwtAccessTokens(_KEYS, SequentialIdGenerator())


@asynccontextmanager
async def _hmac(_: pytest.FixtureRequest) -> AsyncIterator[PlaybackGrants]:
    yield HmacPlaybackGrants(_KEYS)


@asynccontextmanager
async def _store_revocations(_: pytest.FixtureRequest) -> AsyncIterator[SessionRevocations]:
    sessions = MemorySessionRepository()
    await sessions.add(LIVING_SESSION)
    yield StoreSessionRevocations(sessions, SystemClock(), token_life=timedelta(days=7))


PASSWORD_HASHERS: Table[PasswordHasher] = {"argon2": Adapter(Argon2PasswordHasher, _argon2)}
ACCESS_TOKENS: Table[AccessTokens] = {"jwt": Adapter(JwtAccessTokens, _jwt)}
PLAYBACK_GRANTS: Table[PlaybackGrants] = {"hmac": Adapter(HmacPlaybackGrants, _hmac)}
SESSION_REVOCATIONS: Table[SessionRevocations] = {
    "store": Adapter(StoreSessionRevocations, _store_revocations),
}
