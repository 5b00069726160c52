"""Sessions in a dict."""

from collections.abc import Callable
from datetime import datetime

from application.errors import DuplicateIdError, SessionNotFoundError
from application.ports.session_repository import SessionRepository
from domain.account.session import Session
from domain.ids import SessionId, UserId


class MemorySessionRepository(SessionRepository):
    """Keeps sessions by id; listings look at each."""

    def __init__(self) -> None:
        self._sessions: dict[SessionId, Session] = {}

    async def add(self, session: Session) -> None:
        if session.id in self._sessions:
            raise DuplicateIdError
        self._sessions[session.id] = session

    async def find(self, session_id: SessionId) -> Session | None:
        return self._sessions.get(session_id)

    async def update(self, session_id: SessionId, change: Callable[[Session], Session]) -> Session:
        stored = self._sessions.get(session_id)
        if stored is None:
            raise SessionNotFoundError
        changed = change(stored)
        self._sessions[session_id] = changed
        return changed

    async def list_alive(self, user_id: UserId, now: datetime) -> tuple[Session, ...]:
        alive = [
            session
            for session in self._sessions.values()
            if session.user_id == user_id and session.is_alive(now)
        ]
        return tuple(sorted(alive, key=lambda session: session.id, reverse=True))

    async def list_addresses(self, user_id: UserId) -> frozenset[str]:
        return frozenset(
            session.client.address
            for session in self._sessions.values()
            if session.user_id == user_id
        )

    async def list_ended_since(self, since: datetime) -> tuple[Session, ...]:
        ended = [
            (session.ended_at, session.id, session)
            for session in self._sessions.values()
            if session.ended_at is not None and session.ended_at >= since
        ]
        return tuple(session for _, _, session in sorted(ended, key=lambda entry: entry[:2]))

    async def remove_expired(self, before: datetime) -> int:
        kept = {id_: held for id_, held in self._sessions.items() if held.expires_at >= before}
        removed = len(self._sessions) - len(kept)
        self._sessions = kept
        return removed
