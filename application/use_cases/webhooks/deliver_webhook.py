"""One try at one delivery."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from application.errors import (
    DeliveryNotFoundError,
    StoreUnavailableError,
    WebhookNotFoundError,
)
from application.limits import WebhookLimits
from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.id_generator import IdGenerator
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import Answer, NoAnswerError, WebhookSender
from domain.ids import WebhookId
from domain.webhook.delivery import Delivery, Try, TryError
from domain.webhook.endpoint import Endpoint
from domain.webhook.errors import DeliveryLostError, DeliveryNotDueError

_log = logging.getLogger(__name__)

_LEASE_MARGIN = timedelta(seconds=30)
"""Beyond the time of a call: for the records around it, on a slow store."""

_CLAIM_TRIES = 5


class DeliverWebhook:
    """Claim what is due longest, send it, and record how that ended.

    In one process one call runs to an endpoint at a time, so a slow one keeps nobody waiting but
    itself; any number of processes may deliver.
    When the task is cancelled, the claim is handed back.
    """

    def __init__(
        self,
        webhooks: WebhookRepository,
        deliveries: DeliveryRepository,
        sender: WebhookSender,
        clock: Clock,
        ids: IdGenerator,
        limits: WebhookLimits,
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._sender = sender
        self._clock = clock
        self._ids = ids
        self._limits = limits
        self._busy: set[WebhookId] = set()

    async def claim(self) -> Delivery | None:
        """Return a delivery that is this process's to send, or None; pass it to the call."""
        lease = self._limits.timeout + _LEASE_MARGIN
        now = self._clock.now()
        for _ in range(_CLAIM_TRIES):
            due = await self._deliveries.find_due(now, self._busy)
            if due is None:
                return None
            with suppress(DeliveryNotDueError, DeliveryNotFoundError):
                claimed = await self._deliveries.update(
                    due.id, lambda delivery: delivery.take(now, lease)
                )
                self._busy.add(claimed.endpoint_id)
                return claimed
        return None

    async def __call__(self, claimed: Delivery) -> None:
        try:
            await self._deliver(claimed)
        except asyncio.CancelledError:
            with suppress(DeliveryLostError, DeliveryNotFoundError, StoreUnavailableError):
                await self._deliveries.update(
                    claimed.id, lambda delivery: delivery.hand_back(claimed.attempt)
                )
            raise
        except (DeliveryLostError, DeliveryNotFoundError):
            _log.info("a try does not count any more", extra={"delivery_id": claimed.id})
        finally:
            self._busy.discard(claimed.endpoint_id)

    async def _deliver(self, claimed: Delivery) -> None:
        try:
            endpoint = await self._webhooks.get(claimed.endpoint_id)
        except WebhookNotFoundError:
            await self._deliveries.remove_of(claimed.endpoint_id)
            return
        began = self._clock.now()
        asked: timedelta | None = None
        try:
            answer = await self._send(endpoint, claimed)
            made = Try(began, self._ms_since(began), status=answer.status)
            asked = answer.retry_after
        except NoAnswerError as error:
            made = Try(began, self._ms_since(began), error=error.reason)
        now, lot = self._clock.now(), self._ids.jitter()
        await self._deliveries.update(
            claimed.id,
            lambda delivery: delivery.record(claimed.attempt, made, now, lot, asked),
        )
        if made.says_gone:
            await self._webhooks.update(endpoint.id, lambda stored: stored.disable(now))

    async def _send(self, endpoint: Endpoint, claimed: Delivery) -> Answer:
        body = claimed.body.encode()
        if not endpoint.enabled:
            raise NoAnswerError(TryError.DISABLED)
        if len(body) > self._limits.max_body_bytes:
            raise NoAnswerError(TryError.TOO_LARGE)
        now = self._clock.now()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "streaming-platform-webhooks",
            "webhook-id": claimed.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": endpoint.signatures(claimed.id, claimed.body, now),
        }
        return await self._sender.send(endpoint.url, headers, body)

    def _ms_since(self, began: datetime) -> int:
        return (self._clock.now() - began) // timedelta(milliseconds=1)
