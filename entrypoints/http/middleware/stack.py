"""The layers around the routes, in their order."""

from collections.abc import Awaitable
from typing import cast

from litestar import Litestar

from application.ports.request_traces import RequestTraces
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.metrics import Metrics
from entrypoints.http.middleware.access_log import AccessLog
from entrypoints.http.middleware.cors import Cors
from entrypoints.http.middleware.deadlines import Deadlines
from entrypoints.http.middleware.faults import Faults
from entrypoints.http.middleware.proxies import TrustedProxies
from entrypoints.http.middleware.rates import RateHeaders
from entrypoints.http.middleware.request_id import RequestIds
from entrypoints.http.middleware.request_limits import RequestLimits
from entrypoints.http.middleware.request_metrics import RequestMetrics
from entrypoints.http.middleware.request_tracing import RequestTracing
from entrypoints.http.middleware.security_headers import SecurityHeaders
from entrypoints.http.middleware.shortcut import Shortcut
from entrypoints.http.middleware.tus import TusVersion
from entrypoints.http.options import HttpOptions


def wrap(
    framework: Litestar, options: HttpOptions, metrics: Metrics, traces: RequestTraces | None
) -> AsgiApp:
    """Return `framework` inside of every layer; a request passes them from the last to the first.

    Layers that nothing was set for are left out.
    """
    routes = cast("AsgiApp", framework)
    app: AsgiApp = Deadlines(Shortcut(routes, framework), options)
    app = RequestLimits(app, options)
    app = Faults(app, options.retry_after_s)
    app = RateHeaders(app)
    if options.cors_origins:
        app = Cors(app, options.cors_origins)
    app = TusVersion(SecurityHeaders(app))
    app = RequestMetrics(app, metrics)
    app = AccessLog(app)
    if traces is not None:
        app = RequestTracing(app, traces)
    app = RequestIds(app)
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
