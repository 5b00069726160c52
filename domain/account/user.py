"""The user: someone who owns videos."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.account.email import EmailAddress
from domain.ids import UserId
from domain.text import clean_text

NAME_MAX_CHARS = 100


class Role(StrEnum):
    """What a user may do beyond their own things."""

    USER = "USER"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class PersonName:
    """What a person wants to be called, 1 to 100 characters."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the name, trimmed.

        Raises:
            ValidationFailedError: `required`, `too_long` or `bad_format` for `name`.
        """
        return cls(clean_text("name", text, min_chars=1, max_chars=NAME_MAX_CHARS))


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A registered person; immutable, each verb returns the next value.

    Quotas that are None are those that hold for everybody.
    """

    id: UserId
    name: PersonName
    email: EmailAddress
    password_hash: str = field(repr=False)
    role: Role = Role.USER
    created_at: datetime
    disabled_at: datetime | None = None
    quota_bytes: int | None = None
    quota_videos: int | None = None
    version: int = 1

    @property
    def is_enabled(self) -> bool:
        """Whether the user may log in."""
        return self.disabled_at is None

    def opens_like(self, stored: "User") -> bool:
        """Tell whether what opened this account opens `stored`, with the same rights."""
        return (
            stored.is_enabled
            and stored.password_hash == self.password_hash
            and stored.role is self.role
        )

    def disable(self, now: datetime) -> Self:
        """Refuse the user from here on; refusing them again changes nothing."""
        if self.disabled_at is not None:
            return self
        return replace(self, disabled_at=now, version=self.version + 1)

    def enable(self) -> Self:
        """Let the user in again."""
        if self.disabled_at is None:
            return self
        return replace(self, disabled_at=None, version=self.version + 1)

    def change_quota(self, *, quota_bytes: int | None, quota_videos: int | None) -> Self:
        """Set what the user's videos may take."""
        if (quota_bytes, quota_videos) == (self.quota_bytes, self.quota_videos):
            return self
        version = self.version + 1
        return replace(self, quota_bytes=quota_bytes, quota_videos=quota_videos, version=version)

    def change_role(self, role: Role) -> Self:
        """Give the user another role."""
        return self if role is self.role else replace(self, role=role, version=self.version + 1)

    def change_password_hash(self, password_hash: str) -> Self:
        """Replace the stored hash."""
        return replace(self, password_hash=password_hash, version=self.version + 1)
