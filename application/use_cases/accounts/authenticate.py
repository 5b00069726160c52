"""Who a bearer token speaks for."""

from application.actor import Actor
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.session_revocations import SessionRevocations
from application.use_cases.accounts.session_use import SessionUse
from domain.account.errors import InvalidTokenError


class Authenticate:
    """Return whom an access token speaks for, and note that its session is used.

    Raises:
        InvalidTokenError: not one of ours, or its session has ended.
        TokenExpiredError: ours, and past its end.
    """

    def __init__(
        self,
        access_tokens: AccessTokens,
        revocations: SessionRevocations,
        use: SessionUse,
        clock: Clock,
    ) -> None:
        self._access_tokens = access_tokens
        self._revocations = revocations
        self._use = use
        self._clock = clock

    async def __call__(self, token: str) -> Actor:
        now = self._clock.now()
        actor = self._access_tokens.verify(token, now)
        if await self._revocations.is_ended(actor.session_id):
            raise InvalidTokenError
        await self._use.note(actor.session_id, now)
        return actor
