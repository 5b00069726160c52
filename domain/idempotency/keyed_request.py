"""One request that may arrive any number of times, and is done once."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from domain.idempotency.errors import (
    IdempotencyInProgressError,
    IdempotencyKeyInvalidError,
)
from domain.ids import UserId

_VISIBLE = re.compile(r"[!-~]{1,255}", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"', re.ASCII)
_RETRY_AFTER_S = 1


@dataclass(frozen=True, slots=True)
class KeyScope:
    """Where a key counts: for one user, one method and one route."""

    user_id: UserId
    route: str
    key: str

    @classmethod
    def parse(cls, user_id: UserId, route: str, text: str) -> Self:
        """Return the scope of a key as clients write it, bare or as a quoted string.

        Source: RFC 9651 section 3.3.3 for the quoted form.

        Raises:
            IdempotencyKeyInvalidError: it has another form.
        """
        key = text.strip()
        if key.startswith('"'):
            match = _QUOTED.fullmatch(key)
            key = re.sub(r"\\(.)", r"\1", match[1]) if match else ""
        if _VISIBLE.fullmatch(key) is None:
            raise IdempotencyKeyInvalidError
        return cls(user_id, route, key)


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """Who works on the request until `lease_until`, unless renewed; `number` rises with each."""

    number: int
    holder: str
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What the request was, as a digest, and its answer, in the words of who gave it."""

    fingerprint: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRequest:
    """What is known of a key; immutable, each verb returns the next value.

    `resource_id` is what the request makes, chosen before it begins: whoever goes on after a crash
    makes the same thing, which exists once.
    """

    scope: KeyScope
    resource_id: str
    expires_at: datetime
    claim: KeyClaim | None = None
    claims: int = 0
    kept: Kept | None = None
    version: int = 1

    def take(self, holder: str, now: datetime, lease: timedelta) -> Self:
        """Give `holder` the work.

        Raises:
            IdempotencyInProgressError: somebody else is at it.
        """
        if self.claim is not None and now < self.claim.lease_until:
            raise IdempotencyInProgressError(
                retry_after_s=_RETRY_AFTER_S, holder=self.claim.holder, number=self.claim.number
            )
        claim = KeyClaim(self.claims + 1, holder, now + lease)
        return self._changed(claim=claim, claims=claim.number)

    def end_claim(self, number: int) -> Self:
        """Take the work away from whoever is certainly gone, or give it back."""
        if self.claim is None or self.claim.number != number:
            return self
        return self._changed(claim=None)

    def renew(self, number: int, now: datetime, lease: timedelta) -> Self:
        """Move the end of the lease; a claim that was lost stays lost."""
        if self.claim is None or self.claim.number != number:
            return self
        return self._changed(claim=replace(self.claim, lease_until=now + lease))

    def keep(self, number: int, kept: Kept, expires_at: datetime) -> Self:
        """Keep the answer; the one of a claim that was lost is forgotten."""
        if self.claim is None or self.claim.number != number:
            return self
        return self._changed(claim=None, kept=kept, expires_at=expires_at)

    def _changed(self, **changes: object) -> Self:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # replace() knows no types of fields given by name
