"""GET /openapi.json and /docs."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from application.use_cases.videos.delete_video import DeleteVideo
from tests.http.api import Api, Json

ROUTES = {
    ("post", "/api/auth/register"),
    ("post", "/api/auth/login"),
    ("post", "/api/auth/refresh"),
    ("post", "/api/auth/logout"),
    ("get", "/api/auth/me"),
    ("get", "/api/auth/sessions"),
    ("delete", "/api/auth/sessions"),
    ("delete", "/api/auth/sessions/{session_id}"),
    ("post", "/api/auth/password"),
    ("post", "/api/auth/tokens"),
    ("get", "/api/auth/tokens"),
    ("delete", "/api/auth/tokens/{token_id}"),
    ("get", "/api/admin/users"),
    ("patch", "/api/admin/users/{user_id}"),
    ("get", "/api/admin/videos"),
    ("post", "/api/admin/videos/{video_id}/requeue"),
    ("delete", "/api/admin/videos/{video_id}"),
    ("get", "/api/admin/jobs"),
    ("get", "/api/admin/storage"),
    ("get", "/api/admin/audit"),
    ("post", "/api/videos/upload"),
    ("get", "/api/videos/my"),
    ("get", "/api/videos/{video_id}"),
    ("patch", "/api/videos/{video_id}"),
    ("delete", "/api/videos/{video_id}"),
    ("post", "/api/videos/{video_id}/retry"),
    ("get", "/api/videos/{video_id}/source"),
    ("head", "/api/videos/{video_id}/source"),
    ("get", "/api/videos/{video_id}/events"),
    ("get", "/api/events"),
    ("post", "/api/uploads"),
    ("head", "/api/uploads/{upload_id}"),
    ("patch", "/api/uploads/{upload_id}"),
    ("delete", "/api/uploads/{upload_id}"),
    ("get", "/api/uploads/{upload_id}"),
    ("post", "/api/uploads/direct"),
    ("post", "/api/webhooks"),
    ("get", "/api/webhooks"),
    ("patch", "/api/webhooks/{webhook_id}"),
    ("delete", "/api/webhooks/{webhook_id}"),
    ("post", "/api/webhooks/{webhook_id}/rotate"),
    ("get", "/api/webhooks/{webhook_id}/deliveries"),
    ("post", "/api/webhooks/{webhook_id}/deliveries/{delivery_id}/replay"),
    ("post", "/api/callbacks/cloudinary"),
    ("get", "/media/{grant}/{name}"),
    ("head", "/media/{grant}/{name}"),
    ("get", "/health"),
    ("post", "/api/callbacks/cloudinary"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/metrics"),
}


@pytest.fixture
async def description(api: Api) -> Json:
    """The API's description of itself."""
    described: Json = (await api.http.get("/openapi.json")).json()
    return described


def test_every_route_is_described(description: Json) -> None:
    operations = description["paths"].items()
    assert {(method, path) for path, item in operations for method in item} == ROUTES


def test_a_description_is_the_docstring_of_the_use_case(description: Json) -> None:
    told = description["paths"]["/api/videos/{video_id}"]["delete"]["description"]
    assert DeleteVideo.__doc__ is not None
    assert told.splitlines()[0] == DeleteVideo.__doc__.splitlines()[0]
    assert "Raises" not in told


def test_every_refusal_is_a_problem_document(description: Json) -> None:
    for item in description["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]
                    assert re.fullmatch(r"(`[a-z_]+` ?)+", answer["description"])


def test_guarded_routes_say_so(description: Json) -> None:
    signed = description["paths"].pop("/api/callbacks/cloudinary")
    assert "security" not in signed["post"]
    for item in description["paths"].values():
        for operation in item.values():
            refusal = operation["responses"].get("401", {"description": ""})["description"]
            is_guarded = operation.get("security") == [{"bearer": []}]
            assert is_guarded == ("`token_expired`" in refusal)
    assert description["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_requests_say_that_they_take_nothing_else(description: Json) -> None:
    for name, schema in description["components"]["schemas"].items():
        if name.endswith("Body"):
            assert schema["additionalProperties"] is False, name


class _Links(HTMLParser):
    """Collects what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value or "" for name, value in attrs if name in {"src", "href", "action"}]


async def test_the_page_needs_no_other_machine(api: Api) -> None:
    page = await api.http.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    links = _Links()
    links.feed(page.text)
    assert links.found == ["/openapi.json"]
    assert "//" not in re.sub(r"(?m)^\s*//.*$", "", page.text)


async def test_the_page_may_run_its_own_script_and_nothing_else(api: Api) -> None:
    page = await api.http.get("/docs")
    policy = page.headers["content-security-policy"]
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        [inline] = re.findall(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
