"""Webhooks of real processes, verified by an independent library."""

import asyncio
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook

from tests.e2e.person import Registers
from tests.e2e.product import Product, kill
from tests.polling import eventually
from tests.receiver import Receiver, answers, receiving

_STORY = {"video.created", "video.processing", "video.playable", "video.completed"}


async def test_P43_every_event_arrives_signed_although_everything_breaks_meanwhile(
    product: Product, film: Path, registers: Registers
) -> None:
    settings = {"WEBHOOK_ALLOW_NETS": "127.0.0.0/8"}
    async with receiving(answers(500)) as receiver:
        with product.serving(**settings) as process:
            ada = registers(product.base_url)
            made = ada.http.post("/api/webhooks", json={"url": receiver.url}).json()
            video = await asyncio.to_thread(ada.uploads, film)
            await eventually(lambda: receiver.received, within_s=30)
            kill(process)
        receiver.behave = answers(200)
        with product.serving(**settings):
            await eventually(
                lambda: {event["type"] for event in _verified(made, receiver)} >= _STORY,
                within_s=90,
            )
            events = ada.http.get("/api/events", params={"after": 0}).json()["data"]

    told = _verified(made, receiver)
    assert {event["videoId"] for event in told} == {video["id"]}
    assert all(event in events for event in told)
    assert all(event in told for event in events)


def _verified(made: dict[str, Any], receiver: Receiver) -> list[dict[str, Any]]:
    webhook = Webhook(made["secret"])
    return [webhook.verify(each.body, each.headers) for each in receiver.received]
