"""Who may touch an endpoint."""

from application.actor import Actor
from application.errors import WebhookNotFoundError
from domain.webhook.endpoint import Endpoint


def require_owner(actor: Actor, endpoint: Endpoint) -> Endpoint:
    """Return `endpoint` if it is the actor's own.

    Raises:
        WebhookNotFoundError: it is another's, which looks as if it did not exist.
    """
    if endpoint.owner_id != actor.user_id:
        raise WebhookNotFoundError
    return endpoint
