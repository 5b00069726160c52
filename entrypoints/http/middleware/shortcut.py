"""The way past the framework for the questions that are asked all the time."""

import re
from collections.abc import Awaitable

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send, find_header
from entrypoints.http.middleware.bearer import BearerAuth

_PLAIN_HOST = re.compile(rb"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?")
_LAST_ID = re.compile(r"(/(?:[a-z]+/)*)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII)
_ID = "{video_id}"


class Shortcut:
    """Finds routes that have a `brief` answer by the text of the path alone.

    Takes GET requests of the plainest kind: no query, a host that is a name or an IPv4 address,
    and as path the route's own or its own up to an id.
    Everything else, and what is wrong in any way, is left to the framework.
    What guards these routes guards them here: the layer is the same.
    """

    def __init__(self, routes: AsgiApp, framework: Litestar) -> None:
        self._routes = routes
        self._framework = framework
        self._guarded = BearerAuth(routes)
        self._briefs = {
            route.path_format: handler
            for route in framework.routes
            for handler in getattr(route, "route_handlers", ())
            if handler.opt.get("brief") is not None
        }

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["method"] != "GET" or scope["query_string"] or not self._find(scope):
            return self._routes(scope, receive, send)
        scope["app"] = self._framework
        return self._guarded(scope, receive, send)

    def _find(self, scope: Scope) -> bool:
        """Put into the scope what routing would; tell whether there is something to put."""
        path: str = scope["path"]
        named = _LAST_ID.fullmatch(path)
        template = path if named is None else f"{named[1]}{_ID}"
        handler: HTTPRouteHandler | None = self._briefs.get(template)
        if handler is None or not _is_plain(find_header(scope, b"host")):
            return False
        scope["route_handler"] = handler
        scope["path_template"] = template
        scope["path_params"] = {} if named is None else {"video_id": named[2]}
        return True


def _is_plain(host: bytes | None) -> bool:
    return host is not None and _PLAIN_HOST.fullmatch(host) is not None
