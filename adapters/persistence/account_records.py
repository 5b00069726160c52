"""The stored form of users and sessions, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from domain.account.client import UNKNOWN_CLIENT, Client
from domain.account.email import EmailAddress
from domain.account.session import Session
from domain.account.user import PersonName, Role, User
from domain.ids import SessionId, UserId


class UserRecord(Struct, frozen=True, kw_only=True):
    """`domain.account.user.User`."""

    schema: Literal[1] = 1
    id: str
    name: str
    email: str
    password_hash: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None
    quota_bytes: int | None = None
    quota_videos: int | None = None
    version: int


class ClientRecord(Struct, frozen=True, kw_only=True):
    """`domain.account.client.Client`."""

    device: str
    address: str


class SessionRecord(Struct, frozen=True, kw_only=True):
    """`domain.account.session.Session`; the first ones have no `last_used_at`, no `client`."""

    schema: Literal[1] = 1
    id: str
    user_id: str
    token_digest: str
    spent_digests: tuple[str, ...]
    created_at: datetime
    rotated_at: datetime
    last_used_at: datetime | None = None
    expires_at: datetime
    client: ClientRecord | None = None
    ended_at: datetime | None
    version: int


def from_user(user: User) -> UserRecord:
    """Return the record of a user."""
    return UserRecord(
        id=user.id,
        name=user.name.text,
        email=user.email.text,
        password_hash=user.password_hash,
        role=user.role,
        created_at=user.created_at,
        disabled_at=user.disabled_at,
        quota_bytes=user.quota_bytes,
        quota_videos=user.quota_videos,
        version=user.version,
    )


def to_user(record: UserRecord) -> User:
    """Return the user that a record holds."""
    return User(
        id=UserId(record.id),
        name=PersonName(record.name),
        email=EmailAddress(record.email),
        password_hash=record.password_hash,
        role=record.role,
        created_at=record.created_at,
        disabled_at=record.disabled_at,
        quota_bytes=record.quota_bytes,
        quota_videos=record.quota_videos,
        version=record.version,
    )


def from_session(session: Session) -> SessionRecord:
    """Return the record of a session."""
    return SessionRecord(
        id=session.id,
        user_id=session.user_id,
        token_digest=session.token_digest,
        spent_digests=session.spent_digests,
        created_at=session.created_at,
        rotated_at=session.rotated_at,
        last_used_at=session.last_used_at,
        expires_at=session.expires_at,
        client=ClientRecord(device=session.client.device, address=session.client.address),
        ended_at=session.ended_at,
        version=session.version,
    )


def to_session(record: SessionRecord) -> Session:
    """Return the session that a record holds."""
    return Session(
        id=SessionId(record.id),
        user_id=UserId(record.user_id),
        token_digest=record.token_digest,
        spent_digests=record.spent_digests,
        created_at=record.created_at,
        rotated_at=record.rotated_at,
        last_used_at=record.last_used_at or record.rotated_at,
        expires_at=record.expires_at,
        client=(
            Client(record.client.device, record.client.address) if record.client else UNKNOWN_CLIENT
        ),
        ended_at=record.ended_at,
        version=record.version,
    )
