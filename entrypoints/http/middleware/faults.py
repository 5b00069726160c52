"""The last place where an error can become an answer."""

from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send
from entrypoints.http.middleware.access_log import note_problem
from entrypoints.http.middleware.request_id import request_id_of
from entrypoints.http.problems import answer_for


class Faults:
    """Answers what the layers below raise, unless their answer has begun already.

    Errors of the routes themselves are answered by the framework, with the same words.
    """

    def __init__(self, app: AsgiApp, retry_after_s: int) -> None:
        self._app = app
        self._retry_after_s = retry_after_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        def send_noted(message: Message) -> Awaitable[None]:
            nonlocal has_begun
            has_begun = True
            return send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:
            if has_begun:
                # Half an answer must not look whole: the server breaks the connection off.
                raise
            answer = answer_for(error, request_id_of(scope), self._retry_after_s)
            note_problem(scope, answer.code)
            await send(
                {
                    "type": "http.response.start",
                    "status": answer.status,
                    "headers": [(k.encode(), v.encode()) for k, v in answer.headers],
                }
            )
            await send({"type": "http.response.body", "body": answer.body, "more_body": False})
