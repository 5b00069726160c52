"""Ending sessions so that everybody hears of it."""

import asyncio

from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from domain.ids import SessionId, UserId


class SessionEndings:
    """Ends sessions: first in the store, which other processes follow, then in this process."""

    def __init__(
        self, sessions: SessionRepository, revocations: SessionRevocations, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._revocations = revocations
        self._clock = clock

    async def end(self, session_id: SessionId) -> None:
        """End one session; ending it again changes nothing.

        Raises:
            SessionNotFoundError: there is none with this id.
        """
        now = self._clock.now()
        await self._sessions.update(session_id, lambda stored: stored.end(now))
        await self._revocations.note_ended(session_id, now)

    async def end_all(self, user_id: UserId, *, kept: SessionId | None = None) -> None:
        """End every session of the user that is alive, but for `kept`."""
        alive = await self._sessions.list_alive(user_id, self._clock.now())
        await asyncio.gather(*(self.end(session.id) for session in alive if session.id != kept))
