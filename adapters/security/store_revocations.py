"""Ended sessions, followed in the store."""

import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from domain.ids import SessionId

_NEWS_IS_FRESH_FOR_S = 2.0
"""Source: promise P16."""

_OVERLAP = timedelta(minutes=5)
"""How far back each look goes: the clocks of two processes differ, and a slow write tells an
instant that is past when it can first be read."""


class StoreSessionRevocations(SessionRevocations):
    """Remembers the sessions that ended within the life of an access token.

    Whoever runs the service calls `refresh` when it starts, and then every second.
    While the last success is more than 2 s ago, each question goes to the store.
    """

    def __init__(
        self,
        sessions: SessionRepository,
        clock: Clock,
        token_life: timedelta,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._remembered_for = token_life + _OVERLAP
        self._elapsed_s = elapsed_s
        self._ended_at: dict[SessionId, datetime] = {}
        self._fresh_until_s = -math.inf
        self._read_up_to: datetime | None = None

    async def is_ended(self, session_id: SessionId) -> bool:
        if session_id in self._ended_at:
            return True
        if self._elapsed_s() <= self._fresh_until_s:
            return False
        session = await self._sessions.find(session_id)
        if session is not None and session.ended_at is not None:
            await self.note_ended(session_id, session.ended_at)
        return session is None or session.ended_at is not None

    async def note_ended(self, session_id: SessionId, ended_at: datetime) -> None:
        self._ended_at[session_id] = ended_at

    async def refresh(self) -> None:
        """Read what ended since the last success, or within a token's life at first.

        Raises:
            StoreUnavailableError: the store does not answer; what is known stays known.
        """
        began_s, now = self._elapsed_s(), self._clock.now()
        oldest = now - self._remembered_for
        since = oldest if self._read_up_to is None else min(now, self._read_up_to) - _OVERLAP
        for session in await self._sessions.list_ended_since(since):
            if session.ended_at is not None:
                self._ended_at[session.id] = session.ended_at
        self._read_up_to = now
        self._fresh_until_s = began_s + _NEWS_IS_FRESH_FOR_S
        self._forget_before(oldest)

    def _forget_before(self, oldest: datetime) -> None:
        over = [key for key, ended_at in self._ended_at.items() if ended_at < oldest]
        for session_id in over:
            del self._ended_at[session_id]
