"""Tries, gaps, and how a delivery ends."""

from datetime import timedelta

import pytest

from domain.webhook.delivery import TRIES_KEPT, Delivery, DeliveryStatus, Try, TryError
from domain.webhook.errors import DeliveryLostError, DeliveryNotDueError
from domain.webhook.schedule import GAPS, LONGEST_WAIT, gap_after
from tests.builders import NOW, a_delivery

LEASE = timedelta(minutes=1)
A_MS = timedelta(milliseconds=1)


def _tried(delivery: Delivery, made: Try, **asked: timedelta) -> Delivery:
    now = delivery.due_at or NOW
    claimed = delivery.take(now, LEASE)
    return claimed.record(claimed.attempt, made, now, 0.0, **asked)


def _status(code: int) -> Try:
    return Try(NOW, 1, status=code)


def test_P43_a_delivery_is_tried_ten_times_and_then_has_failed() -> None:
    delivery = a_delivery()
    assert delivery.next_at is not None
    waited = []
    last = delivery.next_at
    while delivery.status is DeliveryStatus.PENDING:
        assert delivery.next_at is not None
        waited.append(delivery.next_at - last)
        last = delivery.next_at
        delivery = _tried(delivery, _status(500))

    assert tuple(waited) == GAPS
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.due_at is None


def test_P43_the_gaps_are_those_that_are_promised() -> None:
    assert [gap.total_seconds() for gap in GAPS] == [
        *(0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
    ]


def test_P43_jitter_lengthens_a_gap_by_a_tenth_at_most() -> None:
    assert gap_after(1, 0.0) == timedelta(seconds=5)
    assert gap_after(1, 1.0) == timedelta(seconds=5.5)
    assert gap_after(len(GAPS), 0.5) is None


@pytest.mark.parametrize("code", [200, 201, 204, 299])
def test_P43_any_2xx_is_success(code: int) -> None:
    delivery = _tried(a_delivery(), _status(code))
    assert (delivery.status, delivery.due_at) == (DeliveryStatus.DELIVERED, None)


@pytest.mark.parametrize("code", [100, 301, 302, 400, 404, 429, 500, 503])
def test_P43_any_other_answer_is_tried_again(code: int) -> None:
    assert _tried(a_delivery(), _status(code)).status is DeliveryStatus.PENDING


@pytest.mark.parametrize(
    "made",
    [
        _status(410),
        Try(NOW, 1, error=TryError.DISABLED),
        Try(NOW, 1, error=TryError.TOO_LARGE),
    ],
)
def test_P43_what_trying_cannot_change_is_not_tried_again(made: Try) -> None:
    assert _tried(a_delivery(), made).status is DeliveryStatus.FAILED


def test_P43_retry_after_lengthens_a_gap_and_never_shortens_it() -> None:
    patient = _tried(a_delivery(), _status(503), asked=timedelta(hours=1))
    hasty = _tried(a_delivery(), _status(503), asked=timedelta(seconds=1))
    endless = _tried(a_delivery(), _status(503), asked=timedelta(days=900))

    assert patient.next_at == NOW + timedelta(hours=1)
    assert hasty.next_at == NOW + timedelta(seconds=5)
    assert endless.next_at == NOW + LONGEST_WAIT


def test_a_claim_keeps_others_out_until_its_lease_is_over() -> None:
    claimed = a_delivery().take(NOW, LEASE)

    with pytest.raises(DeliveryNotDueError):
        claimed.take(NOW + LEASE - A_MS, LEASE)
    taken_over = claimed.take(NOW + LEASE, LEASE)
    with pytest.raises(DeliveryLostError):
        taken_over.record(claimed.attempt, _status(200), NOW, 0.0)
    assert taken_over.record(taken_over.attempt, _status(200), NOW, 0.0).due_at is None


def test_a_claim_that_is_handed_back_is_due_at_once() -> None:
    claimed = a_delivery().take(NOW, LEASE)
    assert claimed.hand_back(claimed.attempt).due_at == NOW


@pytest.mark.parametrize("code", [200, 410])
def test_a_replay_begins_a_new_cycle(code: int) -> None:
    over = _tried(a_delivery(), _status(code))

    again = over.replay(NOW + LEASE)

    assert (again.status, again.due_at) == (DeliveryStatus.PENDING, NOW + LEASE)
    assert again.id == over.id
    assert again.tries == over.tries
    assert _tried(again, _status(500)).next_at == NOW + LEASE + GAPS[1]


def test_the_history_keeps_the_last_tries() -> None:
    delivery = a_delivery()
    for number in range(TRIES_KEPT + 5):
        delivery = _tried(delivery.replay(NOW), Try(NOW, number, status=500))

    assert [made.duration_ms for made in delivery.tries] == list(range(5, TRIES_KEPT + 5))
