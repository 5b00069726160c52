"""What an endpoint is sent, and with which signatures."""

from datetime import timedelta

import pytest

from domain.event import EventType
from domain.violations import ValidationFailedError
from domain.webhook.endpoint import (
    BOTH_SECRETS_FOR,
    DESCRIPTION_MAX_CHARS,
    parse_description,
    parse_events,
)
from domain.webhook.secret import WebhookSecret
from tests.builders import NOW, an_endpoint
from tests.doubles.ids import SequentialIdGenerator

NEW = WebhookSecret.made_of(SequentialIdGenerator().new_secret())


def test_an_endpoint_wants_later_events_of_its_types_while_it_is_enabled() -> None:
    endpoint = an_endpoint(events=frozenset({EventType.FAILED}), after=7)

    assert endpoint.wants(EventType.FAILED, 8)
    assert not endpoint.wants(EventType.FAILED, 7)
    assert not endpoint.wants(EventType.CREATED, 8)
    assert not endpoint.disable(NOW).wants(EventType.FAILED, 8)


def test_P43_two_secrets_are_valid_during_a_rotation_and_then_the_new_one() -> None:
    endpoint = an_endpoint()
    old = endpoint.secret
    rotated = endpoint.rotate(NEW, NOW)
    later = NOW + BOTH_SECRETS_FOR
    before_s, later_s = int(NOW.timestamp()), int(later.timestamp())

    assert endpoint.signatures("id", "{}", NOW) == old.sign("id", before_s, "{}")
    assert rotated.signatures("id", "{}", NOW).split() == [
        NEW.sign("id", before_s, "{}"),
        old.sign("id", before_s, "{}"),
    ]
    assert rotated.signatures("id", "{}", later) == NEW.sign("id", later_s, "{}")


def test_an_edit_without_a_difference_changes_nothing() -> None:
    endpoint = an_endpoint()
    same = endpoint.edit(
        url=endpoint.url,
        events=endpoint.events,
        description=None,
        enabled=True,
        now=NOW + timedelta(days=1),
    )
    assert same is endpoint
    assert endpoint.disable(NOW).disable(NOW).version == 2


def test_events_are_named_from_the_closed_set() -> None:
    assert parse_events(None) == frozenset(EventType)
    assert parse_events(("video.failed", "video.failed")) == {EventType.FAILED}
    for wrong in ((), ("video.exploded",)):
        with pytest.raises(ValidationFailedError):
            parse_events(wrong)


def test_a_description_is_one_line_of_bounded_length() -> None:
    assert parse_description("  Slack ") == "Slack"
    assert parse_description(" ") is None
    for wrong in ("x" * (DESCRIPTION_MAX_CHARS + 1), "a\nb"):
        with pytest.raises(ValidationFailedError):
            parse_description(wrong)
