"""Webhooks over HTTP/1.1, a connection for each."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from adapters.webhooks.addresses import Network, is_allowed, parse_address
from adapters.webhooks.resolver import Resolve, resolve
from adapters.webhooks.target import Target, read_target
from application.ports.clock import Clock
from application.ports.webhook_sender import Answer, NoAnswerError, WebhookSender
from domain.webhook.delivery import TryError
from domain.webhook.errors import WebhookUrlRefusedError

_Post = Callable[[Target, Sequence[str], Mapping[str, str], bytes, list[Answer]], Awaitable[None]]


class HttpWebhookSender(WebhookSender):
    """The status decides: a receiver whose answer then goes on and on has answered all the same."""

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
        self._post: _Post | None = None

    async def judge(self, url: str) -> None:
        target = read_target(url)
        if not await self._judged(target) and not target.may_be_public:
            raise WebhookUrlRefusedError

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        post = await self._loaded_client()
        answers: list[Answer] = []
        try:
            async with asyncio.timeout(self._timeout_s):
                target = read_target(url)
                if not (addresses := await self._judged(target)):
                    raise NoAnswerError(TryError.UNREACHABLE)
                await post(target, addresses, headers, body, answers)
        except WebhookUrlRefusedError as exc:
            raise NoAnswerError(TryError.REFUSED) from exc
        except TimeoutError as exc:
            if not answers:
                raise NoAnswerError(TryError.TIMED_OUT) from exc
        except NoAnswerError:
            if not answers:
                raise
        except OSError as exc:
            raise NoAnswerError(TryError.UNREACHABLE) from exc
        return answers[0]

    async def _loaded_client(self) -> _Post:
        """Load the HTTP client with the first call: most processes never send a webhook.

        It takes a moment, which is neither the event loop's nor the receiver's.
        """
        if self._post is None:
            self._post = await asyncio.to_thread(_load_client, self._clock, self._timeout_s)
        return self._post

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


def _load_client(clock: Clock, timeout_s: float) -> _Post:
    from adapters.webhooks.posting import Posting  # noqa: PLC0415

    return Posting(clock, timeout_s).post
