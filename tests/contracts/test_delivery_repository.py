"""What every store of deliveries promises."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from application.errors import DeliveryNotFoundError
from application.ports.delivery_repository import DeliveryRepository
from domain.event import EventType
from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery, DeliveryStatus, Try, TryError
from domain.webhook.errors import DeliveryNotDueError
from tests.builders import NOW, a_delivery, an_id
from tests.contracts.adapters_under_test.table import each
from tests.contracts.adapters_under_test.webhooks import DELIVERY_REPOSITORIES

A_MS = timedelta(milliseconds=1)
LEASE = timedelta(minutes=1)

EVERYTHING = a_delivery(
    number=2**40,
    event_type=EventType.FAILED,
    body='{"title":"Ünïcode 🎬"}',
    next_at=None,
    status=DeliveryStatus.FAILED,
    tries=(Try(NOW, 5, status=500), Try(NOW + A_MS, 15_000, error=TryError.TIMED_OUT)),
    tries_in_cycle=2,
    attempt=3,
    lease_until=NOW + LEASE,
    version=6,
)


@pytest.fixture(params=each(DELIVERY_REPOSITORIES))
async def deliveries(request: pytest.FixtureRequest) -> AsyncIterator[DeliveryRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize("delivery", [a_delivery(), EVERYTHING], ids=["new", "everything"])
async def test_a_delivery_comes_back_as_it_was(
    deliveries: DeliveryRepository, delivery: Delivery
) -> None:
    await deliveries.add(delivery)

    assert await deliveries.get(delivery.id) == delivery


async def test_an_update_keeps_every_field(deliveries: DeliveryRepository) -> None:
    target = replace(EVERYTHING, id=an_id(DeliveryId), endpoint_id=an_id(WebhookId))
    first = a_delivery(id=target.id, endpoint_id=target.endpoint_id, number=target.number)
    await deliveries.add(first)

    changed = await deliveries.update(target.id, lambda _: replace(target, version=2))

    assert changed == replace(target, version=2) == await deliveries.get(target.id)


async def test_an_event_is_delivered_once_to_an_endpoint(deliveries: DeliveryRepository) -> None:
    first = a_delivery()
    await deliveries.add(first)

    await deliveries.add(a_delivery(endpoint_id=first.endpoint_id, number=first.number))
    await deliveries.add(a_delivery(number=first.number))

    page = await deliveries.list_of(first.endpoint_id, 0, 10)
    assert (page.items, page.total) == ((first,), 1)


async def test_an_unknown_delivery_is_not_found(deliveries: DeliveryRepository) -> None:
    nothing = an_id(DeliveryId)

    with pytest.raises(DeliveryNotFoundError):
        await deliveries.get(nothing)
    with pytest.raises(DeliveryNotFoundError):
        await deliveries.update(nothing, lambda delivery: delivery.replay(NOW))


async def test_a_history_begins_with_the_newest_event(deliveries: DeliveryRepository) -> None:
    endpoint_id = an_id(WebhookId)
    first, second, third = (a_delivery(endpoint_id=endpoint_id, number=n) for n in (1, 2, 3))
    for delivery in (second, third, first, a_delivery()):
        await deliveries.add(delivery)

    page = await deliveries.list_of(endpoint_id, 0, 2)
    rest = await deliveries.list_of(endpoint_id, 2, 2)

    assert (page.items, page.total) == ((third, second), 3)
    assert (rest.items, rest.total) == ((first,), 3)


async def test_what_is_due_longest_comes_first(deliveries: DeliveryRepository) -> None:
    second, first = a_delivery(next_at=NOW + A_MS), a_delivery(next_at=NOW)
    later = a_delivery(next_at=NOW + LEASE)
    over = a_delivery(next_at=None, status=DeliveryStatus.DELIVERED)
    for delivery in (second, first, later, over):
        await deliveries.add(delivery)

    assert await deliveries.find_due(NOW - A_MS, ()) is None
    assert await deliveries.find_due(NOW + A_MS, ()) == first
    assert await deliveries.find_due(NOW + A_MS, {first.endpoint_id}) == second
    assert await deliveries.find_due(NOW + A_MS, {first.endpoint_id, second.endpoint_id}) is None


async def test_a_claimed_delivery_is_due_when_its_lease_is_over(
    deliveries: DeliveryRepository,
) -> None:
    delivery = a_delivery()
    await deliveries.add(delivery)
    claimed = await deliveries.update(delivery.id, lambda stored: stored.take(NOW, LEASE))

    assert await deliveries.find_due(NOW + LEASE - A_MS, ()) is None
    assert await deliveries.find_due(NOW + LEASE, ()) == claimed


async def test_of_twenty_processes_one_gets_the_delivery(deliveries: DeliveryRepository) -> None:
    delivery = a_delivery()
    await deliveries.add(delivery)

    claims = await asyncio.gather(
        *(
            deliveries.update(delivery.id, lambda stored: stored.take(NOW, LEASE))
            for _ in range(20)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(claim, Delivery) for claim in claims) == 1
    assert sum(isinstance(claim, DeliveryNotDueError) for claim in claims) == 19


async def test_the_position_only_rises(deliveries: DeliveryRepository) -> None:
    before = await deliveries.position()

    await deliveries.advance(before + 5)
    await deliveries.advance(before + 3)

    assert await deliveries.position() == before + 5


async def test_deliveries_go_with_their_endpoint_and_with_their_age(
    deliveries: DeliveryRepository,
) -> None:
    old, young = a_delivery(created_at=NOW - A_MS), a_delivery()
    gone = a_delivery()
    for delivery in (old, young, gone):
        await deliveries.add(delivery)

    await deliveries.remove_of(gone.endpoint_id)
    assert await deliveries.remove_before(NOW) == 1

    assert await deliveries.get(young.id) == young
    for delivery in (old, gone):
        with pytest.raises(DeliveryNotFoundError):
            await deliveries.get(delivery.id)
