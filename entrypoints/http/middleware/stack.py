"""The layers around the routes, in their order."""

from collections.abc import Awaitable
from typing import cast

from litestar import Litestar

from application.ports.request_traces import RequestTraces
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.exchange import Mark
from entrypoints.http.metrics import Metrics
from entrypoints.http.middleware.cors import Cors
from entrypoints.http.middleware.exchanges import Exchanges
from entrypoints.http.middleware.proxies import TrustedProxies
from entrypoints.http.middleware.rates import mark_standing
from entrypoints.http.middleware.request_id import mark_name
from entrypoints.http.middleware.request_tracing import RequestTracing
from entrypoints.http.middleware.shortcut import Shortcut
from entrypoints.http.middleware.tus import mark_tus_version
from entrypoints.http.options import HttpOptions


def wrap(
    framework: Litestar, options: HttpOptions, metrics: Metrics, traces: RequestTraces | None
) -> AsgiApp:
    """Return `framework` inside of every layer; a request passes them from the last to the first.

    Layers that nothing was set for are left out.
    """
    routes = cast("AsgiApp", framework)
    app: AsgiApp = Shortcut(routes, framework, options)
    marks: list[Mark] = [mark_standing, mark_tus_version, mark_name]
    if options.cors_origins:
        cors = Cors(app, options.cors_origins)
        app = cors
        marks.append(cors.mark)
    app = Exchanges(app, marks, options, metrics)
    if traces is not None:
        app = RequestTracing(app, traces)
    if options.trusted_proxies:
        app = TrustedProxies(app, options.trusted_proxies)
    return HttpOnly(app, routes)


class HttpOnly:
    """Sends HTTP through the layers, and the server's lifespan past them."""

    def __init__(self, layers: AsgiApp, routes: AsgiApp) -> None:
        self._layers = layers
        self._routes = routes

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass on what is of a known protocol."""
        app = self._layers if scope["type"] == "http" else self._routes
        return app(scope, receive, send)
