"""Ending one session from another."""

from application.actor import Actor
from application.errors import SessionNotFoundError
from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from application.use_cases.accounts.session_endings import SessionEndings
from domain.ids import SessionId


class EndSession:
    """End one of the caller's own sessions: its access and refresh tokens stop working.

    The caller's present session may be ended like any other.

    Raises:
        SessionNotFoundError: no such session, another's, or one that is over.
    """

    def __init__(self, sessions: SessionRepository, endings: SessionEndings, clock: Clock) -> None:
        self._sessions = sessions
        self._endings = endings
        self._clock = clock

    async def __call__(self, actor: Actor, session_id: SessionId) -> None:
        session = await self._sessions.find(session_id)
        if (
            session is None
            or session.user_id != actor.user_id
            or not session.is_alive(self._clock.now())
        ):
            raise SessionNotFoundError
        await self._endings.end(session_id)
