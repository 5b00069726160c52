"""What every answer tells browsers and caches, unless the route says otherwise."""

from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send

_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")
_NO_CONTENT_LOADS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


class SecurityHeaders:
    """Adds `nosniff` always, `no-store` and a closed content policy where nothing is said."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        def send_guarded(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], _NO_SNIFFING]
                said = {name for name, _ in headers}
                if _NO_STORE[0] not in said:
                    headers.append(_NO_STORE)
                if _NO_CONTENT_LOADS[0] not in said:
                    headers.append(_NO_CONTENT_LOADS)
                message["headers"] = headers
            return send(message)

        return self._app(scope, receive, send_guarded)
