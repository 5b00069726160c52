"""Endpoints of webhooks, and what was sent to them."""

from typing import Annotated

from litestar import Response, delete, get, patch, post, route
from litestar.params import JSONBody, PathParameter, QueryParameter

from application.errors import DeliveryNotFoundError, WebhookNotFoundError
from application.pages import DEFAULT_LIMIT, MAX_LIMIT, MAX_PAGE
from application.use_cases.webhooks.create_webhook import CreateWebhook, TooManyWebhooksError
from application.use_cases.webhooks.delete_webhook import DeleteWebhook
from application.use_cases.webhooks.edit_webhook import EditWebhook
from application.use_cases.webhooks.list_deliveries import (
    ListDeliveries,
    ListDeliveriesRequest,
)
from application.use_cases.webhooks.list_webhooks import ListWebhooks
from application.use_cases.webhooks.replay_delivery import ReplayDelivery
from application.use_cases.webhooks.rotate_secret import RotateWebhookSecret
from domain.ids import DeliveryId, WebhookId
from domain.violations import ValidationFailedError
from domain.webhook.errors import WebhookUrlRefusedError
from entrypoints.http.describing import WITH_JSON, WITH_TOKEN, described
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.schemas.webhooks import (
    CreateWebhookBody,
    DeliveryAnswer,
    DeliveryPageAnswer,
    EditWebhookBody,
    WebhookAnswer,
    WebhookListAnswer,
)

WebhookIdParameter = Annotated[str, PathParameter(description="The endpoint's id.")]
DeliveryIdParameter = Annotated[str, PathParameter(description="The delivery's id.")]
PageNumber = Annotated[int, QueryParameter(schema_extra={"minimum": 1, "maximum": MAX_PAGE})]
PageLimit = Annotated[int, QueryParameter(schema_extra={"minimum": 1, "maximum": MAX_LIMIT})]


@post(
    "/",
    **described(
        "Register a webhook",
        CreateWebhook,
        *WITH_TOKEN,
        *WITH_JSON,
        WebhookUrlRefusedError,
        TooManyWebhooksError,
    ),
)
async def create_webhook(
    request: ApiRequest, data: JSONBody[CreateWebhookBody]
) -> Response[WebhookAnswer]:
    made = await request.application.create_webhook(request.actor, data.to_request())
    return Response(
        WebhookAnswer.of(made, with_secret=True), headers={"location": f"/api/webhooks/{made.id}"}
    )


@get("/", **described("List my webhooks", ListWebhooks, *WITH_TOKEN))
async def list_webhooks(request: ApiRequest) -> WebhookListAnswer:
    return WebhookListAnswer.of(await request.application.list_webhooks(request.actor))


@patch(
    "/{webhook_id:str}",
    **described(
        "Edit a webhook",
        EditWebhook,
        *WITH_TOKEN,
        *WITH_JSON,
        WebhookNotFoundError,
        WebhookUrlRefusedError,
    ),
)
async def edit_webhook(
    request: ApiRequest, webhook_id: WebhookIdParameter, data: JSONBody[EditWebhookBody]
) -> WebhookAnswer:
    edited = await request.application.edit_webhook(
        request.actor, WebhookId.parse(webhook_id), data.to_request()
    )
    return WebhookAnswer.of(edited)


@delete(
    "/{webhook_id:str}",
    **described("Delete a webhook", DeleteWebhook, *WITH_TOKEN, WebhookNotFoundError),
)
async def delete_webhook(request: ApiRequest, webhook_id: WebhookIdParameter) -> None:
    await request.application.delete_webhook(request.actor, WebhookId.parse(webhook_id))


@post(
    "/{webhook_id:str}/rotate",
    status_code=200,
    **described("Rotate its secret", RotateWebhookSecret, *WITH_TOKEN, WebhookNotFoundError),
)
async def rotate_secret(request: ApiRequest, webhook_id: WebhookIdParameter) -> WebhookAnswer:
    rotated = await request.application.rotate_webhook_secret(
        request.actor, WebhookId.parse(webhook_id)
    )
    return WebhookAnswer.of(rotated, with_secret=True)


@get(
    "/{webhook_id:str}/deliveries",
    **described(
        "List its deliveries",
        ListDeliveries,
        *WITH_TOKEN,
        ValidationFailedError,
        WebhookNotFoundError,
    ),
)
async def list_deliveries(
    request: ApiRequest,
    webhook_id: WebhookIdParameter,
    page: PageNumber = 1,
    limit: PageLimit = DEFAULT_LIMIT,
) -> DeliveryPageAnswer:
    asked = ListDeliveriesRequest(page, limit)
    found = await request.application.list_deliveries(
        request.actor, WebhookId.parse(webhook_id), asked
    )
    return DeliveryPageAnswer.of(found, asked)


@post(
    "/{webhook_id:str}/deliveries/{delivery_id:str}/replay",
    status_code=202,
    **described(
        "Send an event again",
        ReplayDelivery,
        *WITH_TOKEN,
        WebhookNotFoundError,
        DeliveryNotFoundError,
    ),
)
async def replay_delivery(
    request: ApiRequest, webhook_id: WebhookIdParameter, delivery_id: DeliveryIdParameter
) -> DeliveryAnswer:
    replayed = await request.application.replay_delivery(
        request.actor, WebhookId.parse(webhook_id), DeliveryId.parse(delivery_id)
    )
    return DeliveryAnswer.of(replayed)


@route("/", http_method="OPTIONS", include_in_schema=False)
async def tell_list_methods() -> Response[None]:
    # As in `videos`: the framework's own answer knows one method of a path alone.
    return Response(None, status_code=204, headers={"allow": "GET, OPTIONS, POST"})


@route("/{webhook_id:str}", http_method="OPTIONS", include_in_schema=False)
async def tell_methods(webhook_id: WebhookIdParameter) -> Response[None]:  # noqa: ARG001
    return Response(None, status_code=204, headers={"allow": "DELETE, OPTIONS, PATCH"})


WEBHOOKS = for_holders(
    "/api/webhooks",
    [
        tell_list_methods,
        tell_methods,
        create_webhook,
        list_webhooks,
        edit_webhook,
        delete_webhook,
        rotate_secret,
        list_deliveries,
        replay_delivery,
    ],
    "Webhooks",
)
