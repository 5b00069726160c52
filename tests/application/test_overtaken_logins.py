"""A login that the account changes under: whatever order things happen in, nothing slips by."""

import asyncio

import pytest
from dependency_injector import providers

from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import CHEAPEST
from application.app import Application
from application.use_cases.accounts.change_password import ChangePasswordRequest
from application.use_cases.accounts.log_in import LogInRequest
from application.use_cases.accounts.register_user import RegisterUserRequest
from domain.account.errors import InvalidCredentialsError
from domain.account.session import Session
from entrypoints.container import Container
from entrypoints.settings import Settings

_EMAIL, _PASSWORD = "ada@example.com", "correct horse battery"


class SlowSessionRepository(MemorySessionRepository):
    """Memory that takes its time to add a session, where a test wants it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_held = False
        self.reached, self.opened = asyncio.Event(), asyncio.Event()

    async def add(self, session: Session) -> None:
        if self.is_held:
            self.reached.set()
            await self.opened.wait()
        await super().add(session)


async def test_P16_a_login_that_a_new_password_overtakes_opens_nothing() -> None:
    sessions, container = SlowSessionRepository(), Container(settings=Settings.in_memory())
    container.sessions.override(providers.Object(sessions))
    container.hasher.override(providers.Object(Argon2PasswordHasher(CHEAPEST)))
    app: Application = container.application()
    first = await app.register_user(RegisterUserRequest("Ada", _EMAIL, _PASSWORD))
    actor = await app.authenticate(first.access_token)

    sessions.is_held = True
    late = asyncio.create_task(app.log_in(LogInRequest(_EMAIL, _PASSWORD)))
    await sessions.reached.wait()
    await app.change_password(actor, ChangePasswordRequest(_PASSWORD, "another good one"))
    sessions.opened.set()

    with pytest.raises(InvalidCredentialsError):
        await late
    assert [session.id for session in await app.list_sessions(actor)] == [actor.session_id]


async def test_P16_a_password_that_another_overtakes_is_not_replaced() -> None:
    container = Container(settings=Settings.in_memory())
    container.hasher.override(providers.Object(Argon2PasswordHasher(CHEAPEST)))
    app: Application = container.application()
    first = await app.register_user(RegisterUserRequest("Ada", _EMAIL, _PASSWORD))
    actor = await app.authenticate(first.access_token)
    wanted = [f"another good one {number}" for number in range(5)]

    done = await asyncio.gather(
        *(app.change_password(actor, ChangePasswordRequest(_PASSWORD, text)) for text in wanted),
        return_exceptions=True,
    )

    (winner,) = [text for text, outcome in zip(wanted, done, strict=True) if outcome is None]
    assert sum(isinstance(outcome, InvalidCredentialsError) for outcome in done) == 4
    assert (await app.log_in(LogInRequest(_EMAIL, winner))).user.id == actor.user_id
