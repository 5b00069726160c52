"""The API's own description, at `/openapi.json`, and a page that shows it, at `/docs`."""

import base64
import hashlib
from importlib.resources import files
from typing import Any

import msgspec
from litestar import Request, Router, get
from litestar.datastructures import ResponseHeader
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.response import Response
from litestar.status_codes import HTTP_404_NOT_FOUND

from application.errors import NotFoundError

_API_VERSION = "1.0.0"
_OPENAPI_JSON = "application/vnd.oai.openapi+json"


class DocsPage(OpenAPIRenderPlugin):
    """One file without a single reference to another machine: it works offline."""

    def __init__(self) -> None:
        super().__init__(path="/")
        self._page = files("entrypoints.http").joinpath("docs", "page.html").read_text("utf-8")

    @property
    def content_policy(self) -> str:
        """Allow the page's own script and style, told by their digests, and nothing else."""
        return (
            f"default-src 'none'; script-src '{self._digest_of('script')}'; "
            f"style-src '{self._digest_of('style')}'; connect-src 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )

    def render(
        self,
        request: Request[Any, Any, Any],  # noqa: ARG002 - the framework passes it
        openapi_schema: dict[str, object],  # noqa: ARG002 - the page fetches it itself
    ) -> bytes:
        """Return the page."""
        return self._page.encode()

    def _digest_of(self, tag: str) -> str:
        inline = self._page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        return "sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()


@get("/openapi.json", include_in_schema=False, media_type=_OPENAPI_JSON)
async def describe_api(request: Request[Any, Any, Any]) -> bytes:
    """Return the description, written once."""
    state = request.app.state
    if "description" not in state:
        state["description"] = msgspec.json.encode(request.app.openapi_schema.to_schema())
    description: bytes = state["description"]
    return description


async def _refuse_unknown_page(response: Response[Any]) -> Response[Any]:
    """The framework has an HTML page for what is not there; ours is a problem document."""
    if response.status_code == HTTP_404_NOT_FOUND:
        raise NotFoundError
    return response


def description() -> OpenAPIConfig:
    """Return what the framework cannot read off the routes, and where the page is."""
    page = DocsPage()
    policy = ResponseHeader(name="content-security-policy", value=page.content_policy)
    bearer = SecurityScheme(
        type="http",
        scheme="bearer",
        description=(
            "The `accessToken` that registering, logging in or refreshing gives; "
            "or a personal access token, where a route says so."
        ),
    )
    return OpenAPIConfig(
        title="Streaming platform",
        version=_API_VERSION,
        description="Upload videos, watch them being processed, and play them as HLS.",
        components=Components(security_schemes={"bearer": bearer}),
        render_plugins=[page],
        openapi_router=Router(
            "/docs",
            route_handlers=[],
            include_in_schema=False,
            dto=None,
            return_dto=None,
            response_headers=[policy],
            after_request=_refuse_unknown_page,
        ),
    )
