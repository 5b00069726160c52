"""Accounts and sessions on the wire."""

from datetime import datetime
from typing import Annotated, Self

from litestar.params import Body

from application.use_cases.accounts.credentials import Credentials
from application.use_cases.accounts.log_in import LogInRequest
from application.use_cases.accounts.register_user import RegisterUserRequest
from domain.account.email import EMAIL_MAX_CHARS
from domain.account.password import PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS
from domain.account.user import NAME_MAX_CHARS, User
from entrypoints.http.schemas.wire import Wire, WireRequest, one_line

# What annotations say goes into the description; the domain alone enforces it.
NameText = Annotated[str, Body(pattern=one_line(NAME_MAX_CHARS))]
EmailText = Annotated[
    str,
    Body(
        max_length=EMAIL_MAX_CHARS,
        description="An ASCII address; its case does not matter.",
        schema_extra={"format": "email"},
    ),
]
PasswordText = Annotated[
    str,
    Body(
        min_length=PASSWORD_MIN_CHARS,
        max_length=PASSWORD_MAX_CHARS,
        description="Any characters, compared exactly as sent; common ones are refused.",
    ),
]


class RegisterBody(WireRequest, frozen=True, kw_only=True):
    """A new account."""

    name: NameText
    email: EmailText
    password: PasswordText

    def to_request(self) -> RegisterUserRequest:
        """Return what the use-case takes."""
        return RegisterUserRequest(self.name, self.email, self.password)


class LogInBody(WireRequest, frozen=True, kw_only=True):
    """Proof of an account."""

    email: EmailText
    password: str

    def to_request(self) -> LogInRequest:
        """Return what the use-case takes."""
        return LogInRequest(self.email, self.password)


class RefreshBody(WireRequest, frozen=True, kw_only=True):
    """A refresh token, good for one use."""

    refresh_token: str


class UserAnswer(Wire, frozen=True, kw_only=True):
    """A user as they see themselves."""

    id: str
    name: str
    email: str
    role: str
    created_at: datetime

    @classmethod
    def of(cls, user: User) -> Self:
        """Return the wire form of `user`."""
        return cls(
            id=user.id,
            name=user.name.text,
            email=user.email.text,
            role=user.role,
            created_at=user.created_at,
        )


class AccountAnswer(Wire, frozen=True, kw_only=True):
    """The caller's account."""

    user: UserAnswer


class CredentialsAnswer(Wire, frozen=True, kw_only=True):
    """Tokens of a session; `expiresIn` is the access token's life in seconds."""

    user: UserAnswer
    access_token: str
    refresh_token: str
    token_type: str
    expires_in: int

    @classmethod
    def of(cls, credentials: Credentials) -> Self:
        """Return the wire form of `credentials`."""
        return cls(
            user=UserAnswer.of(credentials.user),
            access_token=credentials.access_token,
            refresh_token=credentials.refresh_token,
            token_type="Bearer",  # noqa: S106 - the scheme of RFC 6750, not a token
            expires_in=int(credentials.expires_in.total_seconds()),
        )
