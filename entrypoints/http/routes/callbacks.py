"""Where the hosted engine tells what it has done."""

from litestar import MediaType, post

from application.errors import ReportRefusedError
from application.use_cases.processing.receive_report import ReceiveReport
from entrypoints.http.describing import described
from entrypoints.http.refusals import PayloadTooLargeError
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_anyone

_MAX_BYTES = 256 * 1024
"""A notification of a large batch is some ten KiB."""


# Answers without a body are text: as JSON, nothing would be the word `null`.
@post(
    "/cloudinary",
    status_code=204,
    media_type=MediaType.TEXT,
    request_max_body_size=_MAX_BYTES,
    **described(
        "Notification of the hosted engine", ReceiveReport, ReportRefusedError, PayloadTooLargeError
    ),
)
async def receive_notification(request: ApiRequest) -> None:
    body = await request.body_as_it_came()
    await request.application.receive_report(dict(request.headers), body)


CALLBACKS = for_anyone("/api/callbacks", [receive_notification], "Callbacks")
