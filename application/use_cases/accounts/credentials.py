"""The pair of tokens that a login is given, and how refresh tokens are written and stored."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from application.actor import Actor
from application.limits import AccountLimits
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.session_repository import SessionRepository
from application.ports.user_repository import UserRepository
from domain.account.client import Client
from domain.account.errors import InvalidCredentialsError, InvalidRefreshTokenError
from domain.account.session import Session
from domain.account.user import User
from domain.ids import MalformedIdError, SessionId


@dataclass(frozen=True, slots=True)
class Credentials:
    """Tokens for one session of `user`; `expires_in` is the access token's life."""

    user: User
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: timedelta


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token: the session that it belongs to, and 256 random bits."""

    session_id: SessionId
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The form in which clients hold it."""
        return f"{self.session_id}.{self.secret}"

    @property
    def digest(self) -> str:
        """The form in which it is stored; random bits need no slow hash."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    @classmethod
    def parse(cls, text: str) -> "RefreshToken":
        """Return the token that `text` writes.

        Raises:
            InvalidRefreshTokenError: it has not the form of one.
        """
        session_id, dot, secret = text.partition(".")
        try:
            parsed = SessionId.parse(session_id)
        except MalformedIdError as error:
            raise InvalidRefreshTokenError from error
        if not dot or not secret.isascii():
            raise InvalidRefreshTokenError
        return cls(parsed, secret)


class CredentialIssuer:
    """Opens sessions, and writes the tokens of those that are open."""

    def __init__(
        self,
        users: UserRepository,
        sessions: SessionRepository,
        access_tokens: AccessTokens,
        clock: Clock,
        ids: IdGenerator,
        limits: AccountLimits,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._access_tokens = access_tokens
        self._clock = clock
        self._ids = ids
        self._limits = limits

    async def open_session(self, user: User, client: Client) -> Credentials:
        """Begin a session for `user` and return its first tokens.

        Raises:
            InvalidCredentialsError: what opened the account does so no more.
        """
        now = self._clock.now()
        refresh_token = self.new_refresh_token(SessionId(self._ids.new_id()))
        session = Session(
            id=refresh_token.session_id,
            user_id=user.id,
            token_digest=refresh_token.digest,
            created_at=now,
            rotated_at=now,
            last_used_at=now,
            expires_at=now + self._limits.refresh_life,
            client=client,
        )
        await self._sessions.add(session)
        # Whoever changes the account ends the sessions that they find, and may have looked
        # before this one was there: one of the two sees the other.
        if not user.opens_like(await self._users.get(user.id)):
            await self._sessions.update(session.id, lambda stored: stored.end(now))
            raise InvalidCredentialsError
        return self.issue(user, refresh_token)

    def new_refresh_token(self, session_id: SessionId) -> RefreshToken:
        """Return a fresh token for the session."""
        return RefreshToken(session_id, self._ids.new_secret())

    def issue(self, user: User, refresh_token: RefreshToken) -> Credentials:
        """Return an access token of the same session beside `refresh_token`."""
        now = self._clock.now()
        life = self._limits.access_token_life
        actor = Actor(user.id, refresh_token.session_id, user.role)
        access_token = self._access_tokens.issue(actor, now=now, expires_at=now + life)
        return Credentials(user, access_token, refresh_token.text, life)
