"""The caller's own sessions."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from domain.account.session import Session


class ListSessions:
    """Return the caller's sessions that are alive, the one that was opened last first.

    Device and address are those of the login; the device is what the program said of itself.
    The last use is kept to the minute.
    """

    def __init__(self, sessions: SessionRepository, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def __call__(self, actor: Actor) -> tuple[Session, ...]:
        return await self._sessions.list_alive(actor.user_id, self._clock.now())
