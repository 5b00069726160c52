"""What was sent to an endpoint."""

from dataclasses import dataclass

from application.actor import Actor
from application.pages import DEFAULT_LIMIT, MAX_LIMIT, MAX_PAGE
from application.ports.delivery_repository import DeliveryPage, DeliveryRepository
from application.ports.webhook_repository import WebhookRepository
from application.use_cases.webhooks.ownership import require_owner
from domain.ids import WebhookId
from domain.violations import Violation, ViolationCode, Violations


@dataclass(frozen=True, slots=True)
class ListDeliveriesRequest:
    """Which page of the history."""

    page: int = 1
    limit: int = DEFAULT_LIMIT


class ListDeliveries:
    """Return deliveries to an endpoint, the newest event first, each with its last tries.

    Only the endpoint's owner may.
    What a receiver answered is told by its status alone.
    The history goes back for 30 days.

    Raises:
        WebhookNotFoundError: no such endpoint, or another's.
        ValidationFailedError: `out_of_range` for `page` or `limit`.
    """

    def __init__(self, webhooks: WebhookRepository, deliveries: DeliveryRepository) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries

    async def __call__(
        self, actor: Actor, webhook_id: WebhookId, request: ListDeliveriesRequest
    ) -> DeliveryPage:
        _judge(request)
        require_owner(actor, await self._webhooks.get(webhook_id))
        skip = (request.page - 1) * request.limit
        return await self._deliveries.list_of(webhook_id, skip, request.limit)


def _judge(request: ListDeliveriesRequest) -> None:
    violations = Violations()
    for field, value, most in (
        ("page", request.page, MAX_PAGE),
        ("limit", request.limit, MAX_LIMIT),
    ):
        if not 1 <= value <= most:
            message = f"Must be 1 to {most}."
            violations.add(Violation(field, ViolationCode.OUT_OF_RANGE, message))
    if violations:
        raise violations.as_error()
