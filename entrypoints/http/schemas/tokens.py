"""Personal access tokens on the wire."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Self

from litestar.params import Body

from application.use_cases.accounts.create_personal_token import (
    LONGEST_LIFE,
    CreatedToken,
    CreatePersonalTokenRequest,
)
from domain.account.personal_token import TOKEN_NAME_MAX_CHARS, PersonalToken, Scope
from domain.violations import ViolationCode, invalid
from entrypoints.http.schemas.wire import Wire, WireRequest, one_line
from entrypoints.units import parse_duration

# What annotations say goes into the description; the domain alone enforces it.
TokenNameText = Annotated[str, Body(pattern=one_line(TOKEN_NAME_MAX_CHARS))]
Scopes = Annotated[list[Scope], Body(min_items=1)]
Life = Annotated[
    int | str | None,
    Body(
        description="Seconds, or text such as `12h` or `30d`; null or missing: no end.",
        schema_extra={
            "oneOf": [
                {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": int(LONGEST_LIFE.total_seconds()),
                },
                {"type": "string", "pattern": "^[1-9][0-9]{0,2}[smhd]$"},
                {"type": "null"},
            ]
        },
    ),
]


class CreateTokenBody(WireRequest, frozen=True, kw_only=True):
    """A token to be."""

    name: TokenNameText
    scopes: Scopes
    expires_in: Life = None

    def to_request(self) -> CreatePersonalTokenRequest:
        """Return what the use-case takes."""
        return CreatePersonalTokenRequest(self.name, self.scopes, _span(self.expires_in))


class TokenAnswer(Wire, frozen=True, kw_only=True):
    """What is known of a token; `lastUsedAt` is null before its first use."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, token: PersonalToken) -> Self:
        """Return the wire form of `token`."""
        return cls(
            id=token.id,
            name=token.name.text,
            scopes=tuple(sorted(token.scopes)),
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )


class CreatedTokenAnswer(Wire, frozen=True, kw_only=True):
    """A fresh token; `token` is shown this once."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    token: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of_created(cls, created: CreatedToken) -> Self:
        """Return the wire form of `created`."""
        token = created.token
        return cls(
            id=token.id,
            name=token.name.text,
            scopes=tuple(sorted(token.scopes)),
            token=created.text,
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )


class TokensAnswer(Wire, frozen=True, kw_only=True):
    """Every token of the caller."""

    data: tuple[TokenAnswer, ...]

    @classmethod
    def of(cls, tokens: Sequence[PersonalToken]) -> Self:
        """Return the wire form of `tokens`."""
        return cls(data=tuple(map(TokenAnswer.of, tokens)))


def _span(given: int | str | None) -> timedelta | None:
    if given is None:
        return None
    try:
        return parse_duration(given) if isinstance(given, str) else timedelta(seconds=given)
    except (ValueError, OverflowError) as error:
        message = "Must be seconds, or text such as 12h or 30d."
        raise invalid("expiresIn", ViolationCode.BAD_FORMAT, message) from error
