"""`OPTIONS` on paths that take several methods."""

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler


def tell_methods(path: str, *methods: str) -> HTTPRouteHandler:
    """Return a route that tells `methods`, `OPTIONS` included; it must come first.

    The framework's own answer knows only the first method that a path was given; it steps back
    for this one.
    """
    allow = ", ".join(methods)

    @route(path, http_method="OPTIONS", include_in_schema=False)
    async def tell() -> Response[None]:
        return Response(None, status_code=204, headers={"allow": allow})

    return tell
