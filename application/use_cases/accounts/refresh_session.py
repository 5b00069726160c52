"""Trading a refresh token for new tokens."""

from application.errors import SessionNotFoundError, UserNotFoundError
from application.limits import AccountLimits
from application.ports.clock import Clock
from application.ports.session_repository import SessionRepository
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.credentials import (
    CredentialIssuer,
    Credentials,
    RefreshToken,
)
from application.use_cases.accounts.session_endings import SessionEndings
from domain.account.errors import InvalidRefreshTokenError, RefreshTokenReusedError
from domain.account.user import User
from domain.ids import UserId


class RefreshSession:
    """Trade a refresh token for a new access token and its own successor.

    The holder may, once; a token that comes back later ends its session.

    Raises:
        InvalidRefreshTokenError: unknown, or its session is over.
        RefreshTokenRotatedError: it was replaced a moment ago, and nothing else happens.
        RefreshTokenReusedError: it was replaced earlier, and the session is ended now.
    """

    def __init__(
        self,
        users: UserRepository,
        sessions: SessionRepository,
        endings: SessionEndings,
        issuer: CredentialIssuer,
        clock: Clock,
        limits: AccountLimits,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._endings = endings
        self._issuer = issuer
        self._clock = clock
        self._limits = limits

    async def __call__(self, refresh_token: str) -> Credentials:
        presented = RefreshToken.parse(refresh_token)
        successor = self._issuer.new_refresh_token(presented.session_id)
        now = self._clock.now()
        try:
            session = await self._sessions.update(
                presented.session_id,
                lambda stored: stored.rotate(
                    presented.digest,
                    successor.digest,
                    now,
                    life=self._limits.refresh_life,
                    grace=self._limits.refresh_grace,
                ),
            )
        except SessionNotFoundError as error:
            raise InvalidRefreshTokenError from error
        except RefreshTokenReusedError:
            await self._endings.end(presented.session_id)
            raise
        return self._issuer.issue(await self._enabled_user(session.user_id), successor)

    async def _enabled_user(self, user_id: UserId) -> User:
        try:
            user = await self._users.get(user_id)
        except UserNotFoundError as error:
            raise InvalidRefreshTokenError from error
        if not user.is_enabled:
            raise InvalidRefreshTokenError
        return user
