"""Bounding how much is kept of logins and tokens that are over."""

from dataclasses import dataclass
from datetime import timedelta

from application.limits import AccountLimits
from application.ports.clock import Clock
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_repository import SessionRepository

EXPIRED_TOKENS_KEPT_FOR = timedelta(days=30)
"""How long people can see, in their list, why a script of theirs was refused."""

_CLOCK_MARGIN = timedelta(hours=1)
"""How far the clocks of two machines may differ before an ended session is forgotten early."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each."""

    sessions: int
    personal_tokens: int


class ForgetExpired:
    """Forget sessions that no access token can name any more, and tokens that ran out long ago."""

    def __init__(
        self,
        sessions: SessionRepository,
        personal_tokens: PersonalTokenRepository,
        clock: Clock,
        limits: AccountLimits,
    ) -> None:
        self._sessions = sessions
        self._personal_tokens = personal_tokens
        self._clock = clock
        self._limits = limits

    async def __call__(self) -> Forgotten:
        now = self._clock.now()
        # An ended session must be known for as long as an access token of it may live.
        nameless = now - self._limits.access_token_life - _CLOCK_MARGIN
        return Forgotten(
            sessions=await self._sessions.remove_expired(nameless),
            personal_tokens=await self._personal_tokens.remove_expired(
                now - EXPIRED_TOKENS_KEPT_FOR
            ),
        )
