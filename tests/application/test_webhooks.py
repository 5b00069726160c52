"""Webhooks from the event to its last try, with a receiver and a clock in hand."""

import asyncio
import json
from datetime import timedelta

from application.ports.webhook_sender import Answer, NoAnswerError
from application.use_cases.webhooks.edit_webhook import EditWebhookRequest
from domain.webhook.delivery import DeliveryStatus, TryError
from domain.webhook.schedule import GAPS
from tests.application.platform import Platform
from tests.application.webhooks import (
    bodies_sent,
    deliver_all,
    endpoint_of,
    headers_sent,
    history_of,
)
from tests.polling import eventually


async def test_every_event_is_sent_as_the_stream_has_it(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    video = await platform.upload(ada)
    await platform.work_through()

    assert await deliver_all(platform) == 4

    told = [json.loads(body) for body in bodies_sent(platform)]
    assert [event["type"] for event in told] == [
        *("video.created", "video.processing", "video.playable", "video.completed")
    ]
    assert {event["videoId"] for event in told} == {video.id}
    ids = {headers["webhook-id"] for headers in headers_sent(platform)}
    history = await history_of(platform, ada, endpoint)
    assert ids == {delivery.id for delivery in history}
    assert {delivery.status for delivery in history} == {DeliveryStatus.DELIVERED}


async def test_an_endpoint_is_sent_what_it_asked_for_from_its_making_on(platform: Platform) -> None:
    ada, eve = await platform.somebody(), await platform.somebody()
    await platform.upload(ada)
    await endpoint_of(platform, ada, events=("video.created",))
    later = await platform.upload(ada)
    await platform.upload(eve)
    await platform.work_through()

    await deliver_all(platform)

    assert [json.loads(body)["videoId"] for body in bodies_sent(platform)] == [later.id]


async def test_P43_a_failing_receiver_is_tried_on_schedule_with_one_id(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    platform.receiver.answer = Answer(500)

    tried_at = []
    for _ in range(200):
        if await deliver_all(platform):
            tried_at.append(platform.clock.now())
        platform.clock.advance(timedelta(hours=1))

    (delivery,) = await history_of(platform, ada, endpoint)
    assert delivery.status is DeliveryStatus.FAILED
    assert len(platform.receiver.sent) == len(delivery.tries) == len(GAPS)
    assert len({headers["webhook-id"] for headers in headers_sent(platform)}) == 1
    assert len(set(bodies_sent(platform))) == 1
    assert len(tried_at) == len(GAPS)


async def test_P43_410_disables_the_endpoint(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    platform.receiver.answer = Answer(410)
    await deliver_all(platform)

    (seen,) = await platform.app.list_webhooks(ada)
    assert not seen.enabled
    await platform.upload(ada)
    assert await deliver_all(platform) == 0

    await platform.app.edit_webhook(ada, endpoint.id, EditWebhookRequest(enabled=True))
    platform.receiver.answer = Answer(200)
    await platform.upload(ada)
    assert await deliver_all(platform) == 1


async def test_P43_retry_after_is_heeded(platform: Platform) -> None:
    ada = await platform.somebody()
    await endpoint_of(platform, ada)
    await platform.upload(ada)
    platform.receiver.answer = Answer(503, timedelta(hours=2))
    await deliver_all(platform)

    platform.clock.advance(timedelta(hours=2) - timedelta(seconds=1))
    assert await deliver_all(platform) == 0
    platform.clock.advance(timedelta(seconds=1))
    assert await deliver_all(platform) == 1


async def test_P43_a_rotation_signs_with_both_secrets(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    rotated = await platform.app.rotate_webhook_secret(ada, endpoint.id)
    await platform.upload(ada)
    await deliver_all(platform)

    (headers,), (body,) = headers_sent(platform), bodies_sent(platform)
    expected = rotated.signatures(headers["webhook-id"], body.decode(), platform.clock.now())
    assert headers["webhook-signature"] == expected
    assert len(expected.split()) == 2


async def test_a_replay_sends_the_same_message_again(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    await deliver_all(platform)
    (delivery,) = await history_of(platform, ada, endpoint)

    await platform.app.replay_delivery(ada, endpoint.id, delivery.id)
    assert await deliver_all(platform) == 1

    first, second = headers_sent(platform)
    assert len(set(bodies_sent(platform))) == 1
    assert first["webhook-id"] == second["webhook-id"]


async def test_an_address_that_is_refused_later_is_a_failed_try(platform: Platform) -> None:
    ada = await platform.somebody()
    endpoint = await endpoint_of(platform, ada)
    await platform.upload(ada)
    platform.receiver.answer = NoAnswerError(TryError.REFUSED)
    await deliver_all(platform)

    (delivery,) = await history_of(platform, ada, endpoint)
    assert [made.error for made in delivery.tries] == [TryError.REFUSED]
    assert delivery.status is DeliveryStatus.PENDING


async def test_T28_planning_twice_at_once_delivers_once(platform: Platform) -> None:
    ada = await platform.somebody()
    await endpoint_of(platform, ada)
    await platform.upload(ada)
    await asyncio.gather(*(platform.app.plan_deliveries() for _ in range(5)))

    assert await deliver_all(platform) == 1


async def test_one_call_runs_to_an_endpoint_at_a_time(platform: Platform) -> None:
    ada = await platform.somebody()
    slow, other = await endpoint_of(platform, ada), await endpoint_of(platform, ada)
    for _ in range(2):
        await platform.upload(ada)
    await platform.app.plan_deliveries()

    first = await platform.app.deliver_webhook.claim()
    second = await platform.app.deliver_webhook.claim()

    assert first is not None
    assert second is not None
    assert {first.endpoint_id, second.endpoint_id} == {slow.id, other.id}
    assert await platform.app.deliver_webhook.claim() is None


async def test_P48_a_cancelled_call_hands_its_claim_back(platform: Platform) -> None:
    ada = await platform.somebody()
    await endpoint_of(platform, ada)
    await platform.upload(ada)
    await platform.app.plan_deliveries()
    platform.receiver.gate = asyncio.Event()
    claimed = await platform.app.deliver_webhook.claim()
    assert claimed is not None
    calling = asyncio.create_task(platform.app.deliver_webhook(claimed))
    await eventually(lambda: platform.receiver.sent)

    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)

    assert await platform.app.deliver_webhook.claim() is not None
