"""Keeping when sessions were last used, without a write for each request."""

from collections import OrderedDict
from contextlib import suppress
from datetime import datetime

from application.ports.session_repository import SessionRepository
from domain.account.session import USE_IS_KEPT_TO
from domain.errors import PlatformError
from domain.ids import SessionId

_REMEMBERED = 10_000


class SessionUse:
    """Tells the store of a use, at most once a minute for each session."""

    def __init__(self, sessions: SessionRepository) -> None:
        self._sessions = sessions
        self._told_at: OrderedDict[SessionId, datetime] = OrderedDict()

    async def note(self, session_id: SessionId, now: datetime) -> None:
        """Keep that the session was used; where that fails, nobody is kept waiting for it."""
        told_at = self._told_at.get(session_id)
        if told_at is not None and now < told_at + USE_IS_KEPT_TO:
            return
        # Before the store answers, so that parallel requests do not all tell it.
        self._told_at[session_id] = now
        self._told_at.move_to_end(session_id)
        if len(self._told_at) > _REMEMBERED:
            self._told_at.popitem(last=False)
        with suppress(PlatformError):
            await self._sessions.update(session_id, lambda stored: stored.note_use(now))
