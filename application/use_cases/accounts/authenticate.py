"""Who a bearer token speaks for."""

from collections.abc import Collection

from application.actor import Actor
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.session_revocations import SessionRevocations
from application.use_cases.accounts.check_personal_token import CheckPersonalToken
from application.use_cases.accounts.personal_token_text import PREFIX
from application.use_cases.accounts.session_use import SessionUse
from domain.account.errors import InvalidTokenError
from domain.account.personal_token import Scope


class Authenticate:
    """Return whom a bearer token speaks for, and note that it is used.

    An access token opens everything that its user may do.
    A personal access token opens what the caller names as `scopes`, if it has any one of them.

    Raises:
        InvalidTokenError: not one of ours, or its session has ended.
        TokenExpiredError: ours, and past its end.
        ForbiddenError: a personal access token without any of `scopes`.
    """

    def __init__(
        self,
        access_tokens: AccessTokens,
        revocations: SessionRevocations,
        use: SessionUse,
        check_personal_token: CheckPersonalToken,
        clock: Clock,
    ) -> None:
        self._access_tokens = access_tokens
        self._revocations = revocations
        self._use = use
        self._check_personal_token = check_personal_token
        self._clock = clock

    async def __call__(self, token: str, scopes: Collection[Scope] = ()) -> Actor:
        now = self._clock.now()
        if token.startswith(PREFIX):
            return await self._check_personal_token(token, scopes, now)
        actor = self._access_tokens.verify(token, now)
        session_id = actor.require_session()
        if await self._revocations.is_ended(session_id):
            raise InvalidTokenError
        if not self._use.is_told(session_id, now):
            await self._use.tell(session_id, now)
        return actor
