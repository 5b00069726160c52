"""The endpoint aggregate: where a user's events are sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from domain.event import EventType
from domain.ids import UserId, WebhookId
from domain.text import clean_text
from domain.violations import ViolationCode, invalid
from domain.webhook.secret import WebhookSecret

DESCRIPTION_MAX_CHARS = 200
URL_MAX_CHARS = 2048
BOTH_SECRETS_FOR = timedelta(hours=24)
"""How long after a rotation messages are signed with the old secret, too."""


def parse_description(text: str | None) -> str | None:
    """Return the description, trimmed, or None where nothing is left.

    Raises:
        ValidationFailedError: `too_long` or `bad_format` for `description`.
    """
    if text is None:
        return None
    return clean_text("description", text, min_chars=0, max_chars=DESCRIPTION_MAX_CHARS) or None


def parse_events(names: tuple[str, ...] | None) -> frozenset[EventType]:
    """Return the types that are named; None names all.

    Raises:
        ValidationFailedError: `too_short` or `out_of_range` for `events`.
    """
    if names is None:
        return frozenset(EventType)
    if not names:
        raise invalid("events", ViolationCode.TOO_SHORT, "Must name at least one type.")
    unknown = sorted(set(names) - set(EventType))
    if unknown:
        raise invalid("events", ViolationCode.OUT_OF_RANGE, "Names a type that does not exist.")
    return frozenset(map(EventType, names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address of one user; immutable, each verb returns the next value.

    Whether the address may be sent to is judged by whoever sends.
    `after` is the number of the newest event when the endpoint was made: later ones are for it.
    `previous_secret` signs beside `secret` until `previous_until`.
    """

    id: WebhookId
    owner_id: UserId
    url: str
    events: frozenset[EventType]
    description: str | None
    secret: WebhookSecret
    after: int
    created_at: datetime
    updated_at: datetime
    previous_secret: WebhookSecret | None = None
    previous_until: datetime | None = None
    enabled: bool = True
    version: int = 1

    def wants(self, event_type: EventType, number: int) -> bool:
        """Tell whether an event is for this endpoint."""
        return self.enabled and number > self.after and event_type in self.events

    def edit(
        self,
        *,
        url: str,
        events: frozenset[EventType],
        description: str | None,
        enabled: bool,
        now: datetime,
    ) -> Self:
        """Change what the owner says about the endpoint."""
        present = (self.url, self.events, self.description, self.enabled)
        if (url, events, description, enabled) == present:
            return self
        return self._changed(now, url=url, events=events, description=description, enabled=enabled)

    def rotate(self, secret: WebhookSecret, now: datetime) -> Self:
        """Sign with `secret` from here on, and for a day with the present one, too."""
        until = now + BOTH_SECRETS_FOR
        return self._changed(now, secret=secret, previous_secret=self.secret, previous_until=until)

    def disable(self, now: datetime) -> Self:
        """Send nothing more, since the receiver said that it is gone."""
        return self._changed(now, enabled=False) if self.enabled else self

    def signatures(self, message_id: str, body: str, now: datetime) -> str:
        """Return what `webhook-signature` holds for a message sent at `now`."""
        secrets = [self.secret]
        is_both = self.previous_until is not None and now < self.previous_until
        if is_both and self.previous_secret is not None:
            secrets.append(self.previous_secret)
        timestamp_s = int(now.timestamp())
        return " ".join(secret.sign(message_id, timestamp_s, body) for secret in secrets)

    def _changed(self, now: datetime, **changes: object) -> Self:
        return replace(self, updated_at=now, version=self.version + 1, **changes)  # type: ignore[arg-type]  # replace() knows no types of fields given by name
