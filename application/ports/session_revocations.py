"""Which sessions have ended, known without a look-up per request."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from domain.ids import SessionId


class SessionRevocations(Protocol):
    """Ended sessions whose access tokens have not all run out."""

    @abstractmethod
    async def is_ended(self, session_id: SessionId) -> bool:
        """Tell whether the session has ended.

        Known at once for sessions ended through this object, within 2 s for those ended by
        another process; a process that cannot hear of others' asks the store for each session.
        """

    @abstractmethod
    async def note_ended(self, session_id: SessionId, ended_at: datetime) -> None:
        """Remember an end that the store already knows."""
