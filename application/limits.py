"""Bounds and spans that operators may set; every default is the product's own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from domain.account.password import PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS
from domain.video.details import DESCRIPTION_MAX_CHARS, FILENAME_MAX_CHARS, TITLE_MAX_CHARS
from domain.video.retry_policy import RetryPolicy

_GIB = 1024**3


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What one upload, and all uploads of one user, may take."""

    max_upload_bytes: int = 10 * _GIB
    min_free_bytes: int = _GIB
    user_quota_bytes: int = 50 * _GIB
    user_max_videos: int = 1000
    max_concurrent_per_user: int = 3
    max_title_chars: int = TITLE_MAX_CHARS
    max_description_chars: int = DESCRIPTION_MAX_CHARS
    max_filename_chars: int = FILENAME_MAX_CHARS


class Rate(NamedTuple):
    """At most `count` in any `window`."""

    count: int  # type: ignore[assignment]  # hides what tuples count with
    window: timedelta


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RequestRates:
    """Requests of each kind: `auth` of one network, the others of one user."""

    auth: Rate = Rate(10, _MINUTE)
    api: Rate = Rate(300, _MINUTE)
    upload: Rate = Rate(30, _HOUR)


@dataclass(frozen=True, slots=True)
class LoginRates:
    """Failed logins to one account."""

    from_network: Rate = Rate(10, 15 * _MINUTE)
    from_anywhere: Rate = Rate(100, _HOUR)


@dataclass(frozen=True, slots=True)
class ResumableLimits:
    """How long resumable uploads live, and how their writers take turns.

    `life` is that of an upload to which nothing is added, and the time for which its end is
    remembered.
    `lock_wait` is how long a newcomer waits for the writer before it.
    `lease` is how long a writer's right outlives a writer that died with its machine.
    """

    life: timedelta = timedelta(hours=24)
    lock_wait: timedelta = timedelta(seconds=5)
    max_open_per_user: int = 10
    lease: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class IdempotencyLimits:
    """How long keys and their answers are known, and held for a request whose process died."""

    life: timedelta = timedelta(hours=24)
    lease: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class AccountLimits:
    """Bounds of passwords, and how long sessions and their tokens live.

    Without `login_rates`, guessing is not slowed down.
    """

    password_min_chars: int = PASSWORD_MIN_CHARS
    password_max_chars: int = PASSWORD_MAX_CHARS
    access_token_life: timedelta = timedelta(days=7)
    refresh_life: timedelta = timedelta(days=30)
    refresh_grace: timedelta = timedelta(seconds=10)
    login_rates: LoginRates | None = LoginRates()


@dataclass(frozen=True, slots=True)
class EventLimits:
    """How many event streams, and waiting polls, one user may have in one process."""

    max_streams_per_user: int = 10


@dataclass(frozen=True, slots=True)
class WebhookLimits:
    """How many endpoints one user may have, and what one call may take."""

    timeout: timedelta = timedelta(seconds=15)
    max_endpoints: int = 10
    max_body_bytes: int = 20 * 1024


@dataclass(frozen=True, slots=True)
class ProcessingLimits:
    """How work is leased, repeated and given up.

    `abandoned_after` is the age at which bytes without a record are taken for a crash's rest.
    """

    lease: timedelta = timedelta(seconds=60)
    heartbeat: timedelta = timedelta(seconds=10)
    progress_interval: timedelta = timedelta(seconds=1)
    max_age: timedelta = timedelta(hours=6)
    abandoned_after: timedelta = timedelta(minutes=30)
    retry: RetryPolicy = RetryPolicy()
    keep_source: bool = True
