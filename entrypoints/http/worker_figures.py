"""`/metrics` of a worker apart, which has no API."""

from application.app import Application
from entrypoints.http.asgi import Receive, Scope, Send
from entrypoints.http.metrics import EXPOSITION, Metrics
from entrypoints.http.operator import is_operator


class WorkerFigures:
    """Answers one path, for the operator; nothing else is there."""

    def __init__(self, application: Application, token: str) -> None:
        self._application = application
        self._token = token
        self._metrics = Metrics()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Answer a request."""
        status, body = 404, b""
        if scope["type"] == "http" and scope["path"] == "/metrics":
            status = 403
            if is_operator(scope, self._token):
                status = 200
                body = self._metrics.render(await self._application.measure_work())
        headers = [
            (b"content-type", EXPOSITION.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
