"""The way past the framework for the questions that are asked all the time."""

import re
from collections.abc import Awaitable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from litestar import Litestar

from application.app import Application
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.brief import Brief
from entrypoints.http.exchange import Exchange, exchange_of
from entrypoints.http.middleware.bearer import admit
from entrypoints.http.options import HttpOptions

_LAST_ID = re.compile(r"(/(?:[a-z]+/)*)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII)
_ID = "{video_id}"
_REMEMBERED = 4096
"""Ways: a player asks for the same video again, and a page for the same list; some 5 MB at most."""

_REMEMBERED_CHARS = 512
"""Of path and query; what is longer is looked at each time."""


class _Way(NamedTuple):
    """A route's brief answer, and what the route says about itself."""

    template: str
    brief: Brief[Any]
    named: Mapping[str, Any]


class Shortcut:
    """Finds routes that have a `brief` answer by the text of the path alone.

    Takes GET requests of the plainest kind: a host that is a name or an IPv4 address, as path the
    route's own or its own up to an id, and a query that the brief answer understands.
    Everything else, and what is wrong in any way, is left to the framework.
    What guards these routes guards them here: the same function admits.
    """

    def __init__(self, routes: AsgiApp, framework: Litestar, options: HttpOptions) -> None:
        self._routes = routes
        self._application: Application = framework.state.application
        self._ways = {
            route.path_format: _Way(
                route.path_format, brief(self._application, options), handler.opt
            )
            for route in framework.routes
            for handler in getattr(route, "route_handlers", ())
            if (brief := handler.opt.get("brief")) is not None
        }
        self._find = lru_cache(_REMEMBERED)(self._look)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["method"] == "GET":
            exchange = exchange_of(scope)
            path, query = exchange.path, scope["query_string"]
            find = self._find if len(path) + len(query) <= _REMEMBERED_CHARS else self._look
            found = find(path, query)
            if found is not None and exchange.head.has_plain_host:
                return self._go(*found, scope, exchange)
        return self._routes(scope, receive, send)

    def _look(self, path: str, query: bytes) -> tuple[_Way, object] | None:
        named = _LAST_ID.fullmatch(path)
        template, path_id = (path, "") if named is None else (f"{named[1]}{_ID}", named[2])
        way = self._ways.get(template)
        asked = None if way is None else way.brief.read(path_id, query)
        return None if way is None or asked is None else (way, asked)

    async def _go(self, way: _Way, asked: object, scope: Scope, exchange: Exchange) -> None:
        scope["path_template"] = way.template
        actor = await admit(self._application, scope, exchange, way.named)
        answer = await way.brief.answer(actor, asked)
        await answer.send(exchange)
