"""One POST over HTTP/1.1, to addresses that were judged."""

from collections.abc import AsyncIterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore

from adapters.webhooks.pinned import PinnedBackend
from adapters.webhooks.target import Target
from application.ports.clock import Clock
from application.ports.webhook_sender import Answer, NoAnswerError
from domain.webhook.delivery import TryError

_MAX_ANSWER_BYTES = 64 * 1024
_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, OSError)


class Posting:
    """Follows no redirect, uses no proxy, keeps no connection and no cookie."""

    def __init__(self, clock: Clock, timeout_s: float) -> None:
        """Take what bounds a connection; the certificates to trust are read here, once."""
        self._clock = clock
        self._timeout_s = timeout_s
        self._tls = httpcore.default_ssl_context()

    async def post(
        self,
        target: Target,
        addresses: Sequence[str],
        headers: Mapping[str, str],
        body: bytes,
        answers: list[Answer],
    ) -> None:
        """Put the answer into `answers` as soon as its head is there, then drop its body.

        Raises:
            NoAnswerError: there is no answer; or one whose body broke off, which is in `answers`.
        """
        backend = PinnedBackend(addresses, self._timeout_s)
        url = httpcore.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        sent = [("Host", target.authority), *headers.items(), ("Content-Length", str(len(body)))]
        try:
            async with (
                httpcore.AsyncConnectionPool(self._tls, network_backend=backend) as connections,
                connections.stream("POST", url, headers=sent, content=body) as response,
            ):
                answers.append(Answer(response.status, self._retry_after(response)))
                await _drop(response.aiter_stream())
        except (TimeoutError, httpcore.TimeoutException) as exc:
            raise NoAnswerError(TryError.TIMED_OUT) from exc
        except _FAILURES as exc:
            raise NoAnswerError(TryError.UNREACHABLE) from exc

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
