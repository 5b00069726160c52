"""Webhooks over HTTP/1.1, a connection for each."""

import asyncio
from collections.abc import AsyncIterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

import httpcore

from adapters.webhooks.addresses import Network, is_allowed, parse_address
from adapters.webhooks.pinned import PinnedBackend
from adapters.webhooks.resolver import Resolve, resolve
from adapters.webhooks.target import Target, read_target
from application.ports.clock import Clock
from application.ports.webhook_sender import Answer, NoAnswerError, WebhookSender
from domain.webhook.delivery import TryError
from domain.webhook.errors import WebhookUrlRefusedError

_MAX_ANSWER_BYTES = 64 * 1024
_trusted_authorities = cache(httpcore.default_ssl_context)
"""Read once in a process: it takes as long as a hundred requests."""

_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, OSError)


class HttpWebhookSender(WebhookSender):
    """Follows no redirect, uses no proxy, keeps no connection and no cookie.

    The status decides: a receiver whose answer then goes on and on has answered all the same.
    """

    def __init__(
        self,
        clock: Clock,
        timeout_s: float = 15.0,
        allowed: Sequence[Network] = (),
        resolve: Resolve = resolve,
    ) -> None:
        """Take the operator's choices.

        Args:
            clock: tells how far the instant of a `Retry-After` lies ahead.
            timeout_s: bounds a call: looking the name up, connecting, sending and the answer.
            allowed: networks of the operator's own that may be sent to.
            resolve: looks names up.
        """
        self._clock = clock
        self._timeout_s = timeout_s
        self._allowed = allowed
        self._resolve = resolve
        self._tls = _trusted_authorities()

    async def judge(self, url: str) -> None:
        target = read_target(url)
        if not await self._judged(target) and not target.may_be_public:
            raise WebhookUrlRefusedError

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answers: list[Answer] = []
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._post(read_target(url), headers, body, answers)
        except WebhookUrlRefusedError as exc:
            raise NoAnswerError(TryError.REFUSED) from exc
        except (TimeoutError, httpcore.TimeoutException) as exc:
            if not answers:
                raise NoAnswerError(TryError.TIMED_OUT) from exc
        except _FAILURES as exc:
            if not answers:
                raise NoAnswerError(TryError.UNREACHABLE) from exc
        return answers[0]

    async def _post(
        self, target: Target, headers: Mapping[str, str], body: bytes, answers: list[Answer]
    ) -> None:
        """Put the answer into `answers` as soon as its head is there, then drop its body."""
        addresses = await self._judged(target)
        if not addresses:
            raise NoAnswerError(TryError.UNREACHABLE)
        backend = PinnedBackend(addresses, self._timeout_s)
        url = httpcore.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        sent = [("Host", target.authority), *headers.items(), ("Content-Length", str(len(body)))]
        async with (
            httpcore.AsyncConnectionPool(self._tls, network_backend=backend) as connections,
            connections.stream("POST", url, headers=sent, content=body) as response,
        ):
            answers.append(Answer(response.status, self._retry_after(response)))
            await _drop(response.aiter_stream())

    async def _judged(self, target: Target) -> tuple[str, ...]:
        """Return every address of the target; one that is not allowed spoils all.

        Raises:
            WebhookUrlRefusedError: there is such a one.
        """
        addresses = await self._resolve(target.host, target.port)
        for text in addresses:
            address = parse_address(text)
            if address is None or not is_allowed(address, self._allowed):
                raise WebhookUrlRefusedError
        return addresses

    def _retry_after(self, response: httpcore.Response) -> timedelta | None:
        found = [value for name, value in response.headers if name.lower() == b"retry-after"]
        return _span(found[0].decode("latin-1"), self._clock.now()) if found else None


async def _drop(chunks: AsyncIterable[bytes]) -> None:
    """Read what a receiver may say, and no more."""
    taken_bytes = 0
    async for chunk in chunks:
        taken_bytes += len(chunk)
        if taken_bytes > _MAX_ANSWER_BYTES:
            return


def _span(text: str, now: datetime) -> timedelta | None:
    """Return what a `Retry-After` means, None where it means nothing.

    Source: RFC 9110 section 10.2.3.
    """
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        return max(timedelta(), parsedate_to_datetime(text) - now)
    except (ValueError, TypeError, OverflowError):
        return None
