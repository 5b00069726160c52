"""A receiver of webhooks that a test holds in its hand."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from application.ports.webhook_sender import Answer, NoAnswerError, WebhookSender


@dataclass(frozen=True)
class Sent:
    """One message."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class StandInSender(WebhookSender):
    """Takes every address; answers as a test says, and remembers what it was given.

    While `gate` is set and closed, no answer comes.
    """

    answer: Answer | NoAnswerError = field(default_factory=lambda: Answer(200))
    sent: list[Sent] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def judge(self, url: str) -> None:  # noqa: ARG002 - takes every address
        return

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self.sent.append(Sent(url, headers, body))
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(self.answer, NoAnswerError):
            raise self.answer
        return self.answer
