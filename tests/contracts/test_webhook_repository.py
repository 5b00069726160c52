"""What every store of endpoints promises."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from application.errors import DuplicateIdError, WebhookNotFoundError
from application.ports.webhook_repository import WebhookRepository
from domain.event import EventType
from domain.ids import UserId, WebhookId
from domain.webhook.endpoint import Endpoint
from domain.webhook.secret import WebhookSecret
from tests.builders import NOW, an_endpoint, an_id
from tests.contracts.adapters_under_test.table import each
from tests.contracts.adapters_under_test.webhooks import WEBHOOK_REPOSITORIES

A_MS = timedelta(milliseconds=1)

EVERYTHING = an_endpoint(
    url="https://hooks.example.com:8443/a?b=c",
    events=frozenset({EventType.FAILED, EventType.PLAYABLE}),
    description="Ünïcode 🎬",
    after=2**40,
    updated_at=NOW + A_MS,
    previous_secret=WebhookSecret.made_of("0" * 43),
    previous_until=NOW + A_MS,
    enabled=False,
    version=7,
)


@pytest.fixture(params=each(WEBHOOK_REPOSITORIES))
async def webhooks(request: pytest.FixtureRequest) -> AsyncIterator[WebhookRepository]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize("endpoint", [an_endpoint(), EVERYTHING], ids=["new", "everything"])
async def test_an_endpoint_comes_back_as_it_was(
    webhooks: WebhookRepository, endpoint: Endpoint
) -> None:
    await webhooks.add(endpoint)

    assert await webhooks.get(endpoint.id) == endpoint


async def test_an_update_keeps_every_field(webhooks: WebhookRepository) -> None:
    first = replace(EVERYTHING, id=an_id(WebhookId), version=1, secret=EVERYTHING.secret)
    await webhooks.add(replace(an_endpoint(), id=first.id, owner_id=first.owner_id))

    changed = await webhooks.update(first.id, lambda _: replace(first, version=2))

    assert changed == replace(first, version=2) == await webhooks.get(first.id)


async def test_an_id_is_taken_once(webhooks: WebhookRepository) -> None:
    endpoint = an_endpoint()
    await webhooks.add(endpoint)

    with pytest.raises(DuplicateIdError):
        await webhooks.add(an_endpoint(id=endpoint.id))


async def test_an_unknown_endpoint_is_not_found(webhooks: WebhookRepository) -> None:
    nothing = an_id(WebhookId)

    with pytest.raises(WebhookNotFoundError):
        await webhooks.get(nothing)
    with pytest.raises(WebhookNotFoundError):
        await webhooks.update(nothing, lambda endpoint: endpoint.disable(NOW))


async def test_an_owners_endpoints_are_listed_the_oldest_first(
    webhooks: WebhookRepository,
) -> None:
    owner_id = an_id(UserId)
    late, early = (an_endpoint(owner_id=owner_id, created_at=NOW + n * A_MS) for n in (1, 0))
    for endpoint in (late, early, an_endpoint()):
        await webhooks.add(endpoint)

    assert await webhooks.list_owned(owner_id) == (early, late)
    assert await webhooks.list_owned(an_id(UserId)) == ()


async def test_of_twenty_changes_at_once_none_is_lost(webhooks: WebhookRepository) -> None:
    endpoint = an_endpoint()
    await webhooks.add(endpoint)

    def count(stored: Endpoint) -> Endpoint:
        return replace(stored, after=stored.after + 1, version=stored.version + 1)

    await asyncio.gather(*(webhooks.update(endpoint.id, count) for _ in range(20)))

    assert (await webhooks.get(endpoint.id)).after == 20


async def test_a_removed_endpoint_is_gone(webhooks: WebhookRepository) -> None:
    endpoint = an_endpoint()
    await webhooks.add(endpoint)

    await webhooks.remove(endpoint.id)
    await webhooks.remove(endpoint.id)

    with pytest.raises(WebhookNotFoundError):
        await webhooks.get(endpoint.id)
    assert await webhooks.list_owned(endpoint.owner_id) == ()
