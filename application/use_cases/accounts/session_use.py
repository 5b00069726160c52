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
        self._due_at: OrderedDict[SessionId, datetime] = OrderedDict()

    def is_told(self, session_id: SessionId, now: datetime) -> bool:
        """Tell whether the store has heard of this use, as precisely as uses are kept."""
        due_at = self._due_at.get(session_id)
        return due_at is not None and now < due_at

    async def tell(self, session_id: SessionId, now: datetime) -> None:
        """Keep that the session was used; where that fails, nobody is kept waiting for it."""
        # Before the store answers, so that parallel requests do not all tell it.
        self._due_at[session_id] = now + USE_IS_KEPT_TO
        self._due_at.move_to_end(session_id)
        if len(self._due_at) > _REMEMBERED:
            self._due_at.popitem(last=False)
        with suppress(PlatformError):
            await self._sessions.update(session_id, lambda stored: stored.note_use(now))
