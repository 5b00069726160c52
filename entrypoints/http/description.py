"""The API's own description, at `/openapi.json`, and a page that shows it, at `/docs`."""

import base64
import hashlib
from importlib.resources import files
from typing import Any

from litestar import Request, Router, get
from litestar.datastructures import ResponseHeader
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.response import Response
from litestar.status_codes import HTTP_404_NOT_FOUND

from application.errors import NotFoundError

_API_VERSION = "1.0.0"
_PAGE = files("entrypoints.http").joinpath("docs", "page.html").read_text("utf-8")


class DocsPage(OpenAPIRenderPlugin):
    """One file without a single reference to another machine: it works offline."""

    def __init__(self) -> None:
        super().__init__(path="/")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, object]) -> bytes:  # noqa: ARG002
        """Return the page; it fetches the description itself."""
        return _PAGE.encode()


@get("/openapi.json", include_in_schema=False, media_type="application/vnd.oai.openapi+json")
async def describe_api(request: Request[Any, Any, Any]) -> dict[str, object]:
    """Return the description."""
    return request.app.openapi_schema.to_schema()


async def _refuse_unknown_page(response: Response[Any]) -> Response[Any]:
    """The framework has an HTML page for what is not there; ours is a problem document."""
    if response.status_code == HTTP_404_NOT_FOUND:
        raise NotFoundError
    return response


def _content_policy() -> str:
    """Allow the page's own script and style, told by their digests, and nothing else."""
    script = _digest(_PAGE.partition("<script>")[2].partition("</script>")[0])
    style = _digest(_PAGE.partition("<style>")[2].partition("</style>")[0])
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


DESCRIPTION = OpenAPIConfig(
    title="Streaming platform",
    version=_API_VERSION,
    description="Upload videos, watch them being processed, and play them as HLS.",
    components=Components(
        security_schemes={
            "bearer": SecurityScheme(
                type="http",
                scheme="bearer",
                description="The `accessToken` that registering, logging in or refreshing gives.",
            )
        }
    ),
    render_plugins=[DocsPage()],
    openapi_router=Router(
        "/docs",
        route_handlers=[],
        include_in_schema=False,
        dto=None,
        return_dto=None,
        response_headers=[ResponseHeader(name="content-security-policy", value=_content_policy())],
        after_request=_refuse_unknown_page,
    ),
)
