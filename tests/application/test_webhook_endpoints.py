"""Whose endpoints there are, how many, and what goes with them."""

from datetime import timedelta

import pytest

from application.errors import DeliveryNotFoundError, WebhookNotFoundError
from application.use_cases.webhooks.create_webhook import TooManyWebhooksError
from application.use_cases.webhooks.edit_webhook import EditWebhookRequest
from application.use_cases.webhooks.list_deliveries import ListDeliveriesRequest
from domain.ids import WebhookId
from tests.application.platform import Platform
from tests.application.webhooks import deliver_all, endpoint_of, history_of


async def test_a_deleted_endpoint_is_sent_nothing(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    await platform.app.plan_deliveries()
    await platform.app.delete_webhook(ada, endpoint.id)

    assert await deliver_all(platform) == 0
    assert await platform.app.list_webhooks(ada) == ()


async def test_a_user_has_so_many_endpoints_and_no_more(platform: Platform) -> None:
    ada, eve = await platform.somebody(), await platform.somebody()
    for _ in range(10):
        await endpoint_of(platform, ada)

    with pytest.raises(TooManyWebhooksError):
        await endpoint_of(platform, ada)
    await endpoint_of(platform, eve)


async def test_T16_another_users_endpoint_does_not_exist(platform: Platform) -> None:
    ada, eve = await platform.somebody(), await platform.somebody()
    mine, theirs = await endpoint_of(platform, ada), await endpoint_of(platform, eve)
    await platform.upload(ada)
    await deliver_all(platform)
    (delivery,) = await history_of(platform, ada, mine)

    async def asks(webhook_id: WebhookId) -> None:
        for asked in (
            platform.app.edit_webhook(eve, webhook_id, EditWebhookRequest(enabled=False)),
            platform.app.rotate_webhook_secret(eve, webhook_id),
            platform.app.list_deliveries(eve, webhook_id, ListDeliveriesRequest()),
            platform.app.replay_delivery(eve, webhook_id, delivery.id),
            platform.app.delete_webhook(eve, webhook_id),
        ):
            with pytest.raises(WebhookNotFoundError):
                await asked

    await asks(mine.id)
    with pytest.raises(DeliveryNotFoundError):
        await platform.app.replay_delivery(eve, theirs.id, delivery.id)
    assert await platform.app.list_webhooks(ada) == (mine,)


async def test_old_deliveries_are_forgotten(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    await deliver_all(platform)

    platform.clock.advance(timedelta(days=30))
    assert await platform.app.forget_deliveries() == 0
    platform.clock.advance(timedelta(milliseconds=1))
    assert await platform.app.forget_deliveries() == 1
    assert await history_of(platform, ada, endpoint) == ()
