"""Identifiers as distinct types, each the canonical text of a UUID."""

import re
from typing import Self

from domain.errors import ErrorKind, PlatformError

_CANONICAL_UUID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII
)


class MalformedIdError(PlatformError):
    """The text has not the form of an id, so nothing can exist under it."""

    code = "not_found"
    kind = ErrorKind.NOT_FOUND
    message = "There is nothing here."


class Id(str):
    """A UUID in canonical lower-case text; ids that are issued are ordered by time."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return `text` as an id.

        Raises:
            MalformedIdError: `text` is not a canonical lower-case UUID.
        """
        if _CANONICAL_UUID.fullmatch(text) is None:
            raise MalformedIdError
        return cls(text)


class UserId(Id):
    """Names a user."""

    __slots__ = ()


class SessionId(Id):
    """Names one login and the family of refresh tokens that descends from it."""

    __slots__ = ()


class PersonalTokenId(Id):
    """Names a personal access token."""

    __slots__ = ()


class AuditEntryId(Id):
    """Names an act of an administrator."""

    __slots__ = ()


class VideoId(Id):
    """Names a video."""

    __slots__ = ()


class UploadId(Id):
    """Names a resumable upload."""

    __slots__ = ()


class StagedId(Id):
    """Names one run of bytes in the staging area."""

    __slots__ = ()


class WebhookId(Id):
    """Names an endpoint of webhooks."""

    __slots__ = ()


class DeliveryId(Id):
    """Names a delivery to an endpoint."""

    __slots__ = ()
