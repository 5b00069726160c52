"""What tests of webhooks do again and again."""

from collections.abc import Mapping

from application.actor import Actor
from application.use_cases.webhooks.create_webhook import CreateWebhookRequest
from application.use_cases.webhooks.list_deliveries import ListDeliveriesRequest
from domain.webhook.delivery import Delivery
from domain.webhook.endpoint import Endpoint
from tests.application.platform import Platform

URL = "https://hooks.example.com/"


async def endpoint_of(platform: Platform, actor: Actor, **fields: object) -> Endpoint:
    """Return a new endpoint of the actor's."""
    request = CreateWebhookRequest(URL, **fields)  # type: ignore[arg-type]  # fields are given by name
    return await platform.app.create_webhook(actor, request)


async def deliver_all(platform: Platform) -> int:
    """Do what the dispatcher does, one by one, until nothing is due; return the calls made."""
    while await platform.app.plan_deliveries():
        pass
    calls = 0
    while claimed := await platform.app.deliver_webhook.claim():
        await platform.app.deliver_webhook(claimed)
        calls += 1
    return calls


def headers_sent(platform: Platform) -> list[Mapping[str, str]]:
    """Return the headers of every message that was sent."""
    return [message.headers for message in platform.receiver.sent]


def bodies_sent(platform: Platform) -> list[bytes]:
    """Return the body of every message that was sent."""
    return [message.body for message in platform.receiver.sent]


async def history_of(platform: Platform, actor: Actor, endpoint: Endpoint) -> tuple[Delivery, ...]:
    """Return every delivery to an endpoint, the newest event first."""
    request = ListDeliveriesRequest(limit=100)
    return (await platform.app.list_deliveries(actor, endpoint.id, request)).items
