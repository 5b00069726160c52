"""One login and the refresh tokens that descend from it, of which one is valid at a time."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self

from domain.account.client import UNKNOWN_CLIENT, Client
from domain.account.errors import (
    InvalidRefreshTokenError,
    RefreshTokenReusedError,
    RefreshTokenRotatedError,
)
from domain.ids import SessionId, UserId

MAX_SPENT_DIGESTS = 100
"""How many replaced tokens are told from unknown ones; older ones are refused all the same."""

USE_IS_KEPT_TO = timedelta(minutes=1)
"""How exactly the last use is kept, so that a request seldom costs a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login; `id` is named by its access tokens, so ending it ends them.

    Only digests of refresh tokens are kept: the current one, and those it replaced, newest last.
    `client` is the one that logged in, whatever uses the tokens since.
    """

    id: SessionId
    user_id: UserId
    token_digest: str = field(repr=False)
    spent_digests: tuple[str, ...] = field(default=(), repr=False)
    created_at: datetime
    rotated_at: datetime
    last_used_at: datetime
    expires_at: datetime
    client: Client = UNKNOWN_CLIENT
    ended_at: datetime | None = None
    version: int = 1

    def is_alive(self, now: datetime) -> bool:
        """Tell whether the session neither ended nor ran out."""
        return self.ended_at is None and now < self.expires_at

    def rotate(
        self, presented: str, successor: str, now: datetime, *, life: timedelta, grace: timedelta
    ) -> Self:
        """Replace the current token, whose digest is `presented`, by `successor`.

        A token that was replaced less than `grace` ago means a second tab or a lost answer;
        one that was replaced earlier means a thief.

        Raises:
            InvalidRefreshTokenError: the session is over, or the token was never its own.
            RefreshTokenRotatedError: the token was replaced a moment ago.
            RefreshTokenReusedError: the token was replaced earlier; the caller ends the session.
        """
        if not self.is_alive(now):
            raise InvalidRefreshTokenError
        if presented != self.token_digest:
            if presented not in self.spent_digests:
                raise InvalidRefreshTokenError
            if presented == self.spent_digests[-1] and now < self.rotated_at + grace:
                raise RefreshTokenRotatedError
            raise RefreshTokenReusedError
        return replace(
            self,
            token_digest=successor,
            spent_digests=(*self.spent_digests, presented)[-MAX_SPENT_DIGESTS:],
            rotated_at=now,
            last_used_at=now,
            expires_at=now + life,
            version=self.version + 1,
        )

    def note_use(self, now: datetime) -> Self:
        """Keep that the session was used, unless that is known nearly as well or it is over."""
        if not self.is_alive(now) or now < self.last_used_at + USE_IS_KEPT_TO:
            return self
        return replace(self, last_used_at=now, version=self.version + 1)

    def end(self, now: datetime) -> Self:
        """End the session; ending it again changes nothing."""
        if self.ended_at is not None:
            return self
        return replace(self, ended_at=now, version=self.version + 1)
