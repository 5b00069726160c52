"""What every way to know ended sessions promises."""

from collections.abc import AsyncIterator

import pytest

from application.ports.session_revocations import SessionRevocations
from domain.ids import SessionId
from tests.builders import NOW, an_id
from tests.contracts.adapters_under_test.security import LIVING_SESSION, SESSION_REVOCATIONS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(SESSION_REVOCATIONS))
async def revocations(request: pytest.FixtureRequest) -> AsyncIterator[SessionRevocations]:
    async with request.param.open(request) as opened:
        yield opened


async def test_a_session_that_lives_has_not_ended(revocations: SessionRevocations) -> None:
    assert not await revocations.is_ended(LIVING_SESSION.id)


async def test_P16_an_end_is_known_at_once(revocations: SessionRevocations) -> None:
    await revocations.note_ended(LIVING_SESSION.id, NOW)
    await revocations.note_ended(LIVING_SESSION.id, NOW)

    assert await revocations.is_ended(LIVING_SESSION.id)


async def test_P16_other_sessions_go_on(revocations: SessionRevocations) -> None:
    await revocations.note_ended(an_id(SessionId), NOW)

    assert not await revocations.is_ended(LIVING_SESSION.id)
