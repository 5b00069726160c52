"""Webhooks to receivers of every kind at once, by the loop that sends them."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

from application.limits import WebhookLimits
from application.use_cases.accounts.register_user import RegisterUserRequest
from application.use_cases.videos.upload_video import UploadVideoRequest
from application.use_cases.webhooks.create_webhook import CreateWebhookRequest
from entrypoints.container import Container
from entrypoints.dispatcher import Dispatcher
from entrypoints.settings import Settings, WebhookSettings
from tests.application.platform import MP4, chunks
from tests.http.api import CHEAP_HASHING, an_email
from tests.polling import eventually
from tests.receiver import answers, never_ends, receiving, stays_silent, trickles

_VIDEOS = 5


async def test_T41_bad_receivers_delay_no_other() -> None:
    webhooks = WebhookSettings(
        limits=WebhookLimits(timeout=timedelta(seconds=60)),
        allowed_networks=(ip_network("127.0.0.0/8"),),
    )
    settings = replace(Settings.in_memory(), webhooks=webhooks, hashing=CHEAP_HASHING)
    app = Container(settings=settings).application()
    credentials = await app.register_user(RegisterUserRequest("Ada", an_email(), "long enough"))
    ada = await app.authenticate(credentials.access_token)
    async with AsyncExitStack() as receivers:
        inside = await receivers.enter_async_context(receiving())
        behaviours = [
            *(stays_silent, trickles, never_ends, answers(500)),
            answers(302, f"Location: {inside.url}"),
        ]
        bad = [await receivers.enter_async_context(receiving(each)) for each in behaviours]
        good = await receivers.enter_async_context(receiving())
        for receiver in (*bad, good):
            await app.create_webhook(ada, CreateWebhookRequest(receiver.url))
        for number in range(_VIDEOS):
            await app.upload_video(ada, UploadVideoRequest(str(number), "a.mp4", chunks(MP4)))

        dispatching = asyncio.create_task(Dispatcher(app).run())
        try:
            await eventually(lambda: len(good.received) == _VIDEOS, within_s=5)
            await eventually(lambda: all(receiver.received for receiver in bad))
            assert inside.connections == 0
        finally:
            dispatching.cancel()
            await asyncio.gather(dispatching, return_exceptions=True)

    assert len({each.headers["webhook-id"] for each in good.received}) == _VIDEOS
