"""Ending a session."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations


class LogOut:
    """End the caller's session: its access and refresh tokens stop working.

    At once in this process, within two seconds in every other.
    """

    def __init__(
        self, sessions: SessionRepository, revocations: SessionRevocations, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._revocations = revocations
        self._clock = clock

    async def __call__(self, actor: Actor) -> None:
        now = self._clock.now()
        await self._sessions.update(actor.session_id, lambda stored: stored.end(now))
        await self._revocations.note_ended(actor.session_id, now)
