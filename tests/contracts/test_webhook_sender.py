"""What every sender of webhooks promises."""

from collections.abc import AsyncIterator

import pytest

from application.ports.webhook_sender import Answer, NoAnswerError, WebhookSender
from domain.webhook.delivery import TryError
from domain.webhook.errors import WebhookUrlRefusedError
from tests.contracts.adapters_under_test.table import each
from tests.contracts.adapters_under_test.webhooks import WEBHOOK_SENDERS
from tests.receiver import answers, receiving


@pytest.fixture(params=each(WEBHOOK_SENDERS))
async def sender(request: pytest.FixtureRequest) -> AsyncIterator[WebhookSender]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize("status", [200, 302, 410, 500])
async def test_whatever_status_is_answered_is_returned(sender: WebhookSender, status: int) -> None:
    async with receiving(answers(status)) as receiver:
        await sender.judge(receiver.url)
        assert await sender.send(receiver.url, {"webhook-id": "1"}, b"{}") == Answer(status)

    assert [request.body for request in receiver.received] == [b"{}"]


async def test_no_answer_has_a_reason(sender: WebhookSender) -> None:
    async with receiving() as receiver:
        pass

    with pytest.raises(NoAnswerError) as told:
        await sender.send(receiver.url, {}, b"")
    assert told.value.reason is TryError.UNREACHABLE


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "http://10.0.0.1/", "http://a.b:22/"])
async def test_T40_what_is_not_outside_is_refused(sender: WebhookSender, url: str) -> None:
    with pytest.raises(WebhookUrlRefusedError):
        await sender.judge(url)
    with pytest.raises(NoAnswerError) as told:
        await sender.send(url, {}, b"")
    assert told.value.reason is TryError.REFUSED
