"""Access tokens: proof of a login that needs no look-up."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from application.actor import Actor


class AccessTokens(Protocol):
    """Issues and verifies signed tokens."""

    @abstractmethod
    def issue(self, actor: Actor, *, now: datetime, expires_at: datetime) -> str:
        """Return a token for `actor`."""

    @abstractmethod
    def verify(self, token: str, now: datetime) -> Actor:
        """Return whom `token` was issued for.

        Whether the session has ended is not its concern.

        Raises:
            InvalidTokenError: not one of ours, changed, or not an access token.
            TokenExpiredError: ours, and past its end.
        """
