"""The stored form of personal access tokens, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from domain.account.personal_token import PersonalToken, Scope, TokenName
from domain.ids import PersonalTokenId, UserId


class PersonalTokenRecord(Struct, frozen=True, kw_only=True):
    """`domain.account.personal_token.PersonalToken`; the scopes are in order."""

    schema: Literal[1] = 1
    id: str
    user_id: str
    name: str
    scopes: tuple[Scope, ...]
    digest: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    version: int


def from_personal_token(token: PersonalToken) -> PersonalTokenRecord:
    """Return the record of a token."""
    return PersonalTokenRecord(
        id=token.id,
        user_id=token.user_id,
        name=token.name.text,
        scopes=tuple(sorted(token.scopes)),
        digest=token.digest,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        version=token.version,
    )


def to_personal_token(record: PersonalTokenRecord) -> PersonalToken:
    """Return the token that a record holds."""
    return PersonalToken(
        id=PersonalTokenId(record.id),
        user_id=UserId(record.user_id),
        name=TokenName(record.name),
        scopes=frozenset(record.scopes),
        digest=record.digest,
        created_at=record.created_at,
        expires_at=record.expires_at,
        last_used_at=record.last_used_at,
        version=record.version,
    )
