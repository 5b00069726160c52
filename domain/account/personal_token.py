"""Tokens that people make for their scripts: named, limited in scope, and kept as digests."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.ids import PersonalTokenId, UserId
from domain.text import clean_text

TOKEN_NAME_MAX_CHARS = 100

_USE_IS_KEPT_TO = timedelta(minutes=1)
"""How exactly the last use is kept, so that a request seldom costs a write."""


class Scope(StrEnum):
    """What a token opens; accounts, sessions and tokens themselves are in no scope."""

    VIDEOS_READ = "videos:read"
    VIDEOS_WRITE = "videos:write"
    UPLOADS_WRITE = "uploads:write"
    EVENTS_READ = "events:read"


@dataclass(frozen=True, slots=True)
class TokenName:
    """What a person calls a token, 1 to 100 characters."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the name, trimmed.

        Raises:
            ValidationFailedError: `required`, `too_long` or `bad_format` for `name`.
        """
        return cls(clean_text("name", text, min_chars=1, max_chars=TOKEN_NAME_MAX_CHARS))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalToken:
    """A token of a user; without `expires_at` it lives until it is removed.

    `last_used_at` is kept to the minute, and None before the first use.
    """

    id: PersonalTokenId
    user_id: UserId
    name: TokenName
    scopes: frozenset[Scope]
    digest: str = field(repr=False)
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    version: int = 1

    def is_alive(self, now: datetime) -> bool:
        """Tell whether the token has not run out."""
        return self.expires_at is None or now < self.expires_at

    def note_use(self, now: datetime) -> Self:
        """Keep that the token was used, unless that is known nearly as well."""
        if self.last_used_at is not None and now < self.last_used_at + _USE_IS_KEPT_TO:
            return self
        return replace(self, last_used_at=now, version=self.version + 1)
