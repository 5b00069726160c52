"""Pages of a listing: stable order, and cursors that are opaque to callers."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, Self, TypeVar

from domain.ids import MalformedIdError, UserId, VideoId
from domain.video.lifecycle import VideoStatus
from domain.violations import ViolationCode, Violations, invalid

MAX_PAGE = 10_000
MAX_LIMIT = 100
DEFAULT_LIMIT = 10

_encode = json.JSONEncoder(separators=(",", ":")).encode

Item = TypeVar("Item")


class VideoSort(StrEnum):
    """Orders of a listing; the id breaks ties in the same direction."""

    OLDEST_FIRST = "createdAt"
    NEWEST_FIRST = "-createdAt"
    TITLE = "title"
    TITLE_DESCENDING = "-title"

    @property
    def is_by_title(self) -> bool:
        """Whether the folded title decides, rather than the time of creation."""
        return self in {VideoSort.TITLE, VideoSort.TITLE_DESCENDING}

    @property
    def is_descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.value.startswith("-")


class Cursor(NamedTuple):
    """The last item of a page, by what the order compares.

    It names no owner: whose listing it continues is decided by who asks.
    """

    sort: VideoSort
    key: datetime | str
    id: VideoId

    def encode(self) -> str:
        """Return the cursor as URL-safe text."""
        key = self.key.isoformat() if isinstance(self.key, datetime) else self.key
        raw = _encode([self.sort, key, self.id]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, sort: VideoSort) -> Self:
        """Return the cursor that `text` holds.

        Raises:
            ValidationFailedError: `bad_format` for `cursor`: not made by `encode`, or for
                another order.
        """
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            used_sort, key, video_id = json.loads(raw)
            if used_sort != sort or not isinstance(key, str) or not isinstance(video_id, str):
                raise ValueError
            when = None if sort.is_by_title else datetime.fromisoformat(key)
            if when is not None and when.utcoffset() != timedelta():
                raise ValueError
            key.encode()  # refuses half a surrogate pair, which no store can compare
            return cls(sort, when or key, VideoId.parse(video_id))
        except (ValueError, TypeError, RecursionError, binascii.Error, MalformedIdError) as error:
            message = "Is not a cursor of this listing."
            raise invalid("cursor", ViolationCode.BAD_FORMAT, message) from error


class VideoQuery(NamedTuple):
    """Which videos of one owner, in which order, and which page of them.

    `title_contains` is literal text, folded as titles are (`Title.folded`).
    `after` wins over `page`.
    """

    status: VideoStatus | None = None
    title_contains: str | None = None
    sort: VideoSort = VideoSort.NEWEST_FIRST
    page: int = 1
    limit: int = DEFAULT_LIMIT
    after: Cursor | None = None

    @property
    def is_beginning(self) -> bool:
        """Whether it is the first page of a whole listing, as people see it on arriving."""
        return self.page == 1 and self.after is None and self.title_contains is None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Page(Generic[Item]):
    """One page; `total` counts all that the query matches, `next` is None on the last page."""

    items: tuple[Item, ...]
    total: int
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """A numbered page; `total` counts all that was asked for."""

    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Which page of a listing, from 1, and how many items a page has."""

    page: int = 1
    limit: int = DEFAULT_LIMIT

    @classmethod
    def judge(cls, page: int, limit: int, violations: Violations) -> Self:
        """Return the page, after noting what is out of bounds."""
        violations.check(lambda: require_within("page", page, MAX_PAGE))
        violations.check(lambda: require_within("limit", limit, MAX_LIMIT))
        return cls(page, limit)

    @property
    def skipped(self) -> int:
        """How many items lie before the page."""
        return (self.page - 1) * self.limit

    def cut(self, items: Sequence[Item]) -> Listing[Item]:
        """Return the page of everything, which `items` are."""
        return Listing(tuple(items[self.skipped :][: self.limit]), len(items))


def require_within(field: str, value: int, greatest: int) -> int:
    """Return `value` if it is 1 to `greatest`.

    Raises:
        ValidationFailedError: `out_of_range` for `field`.
    """
    if not 1 <= value <= greatest:
        raise invalid(field, ViolationCode.OUT_OF_RANGE, f"Must be 1 to {greatest}.")
    return value


@dataclass(frozen=True, slots=True)
class UserSurvey:
    """Which users of all, and which page of them; `email_contains` is literal, in lower case."""

    email_contains: str | None = None
    page: PageNumber = PageNumber()


@dataclass(frozen=True, slots=True)
class VideoSurvey:
    """Which videos of everybody, and which page of them.

    `title_contains` is literal text, folded as titles are; `has_work` asks for those on which
    something is still to be done.
    """

    status: VideoStatus | None = None
    title_contains: str | None = None
    owner_id: UserId | None = None
    has_work: bool = False
    page: PageNumber = PageNumber()
