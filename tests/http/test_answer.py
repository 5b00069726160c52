"""What every answer carries, whatever the question was: P1, P5, P6."""

import asyncio
from ipaddress import ip_network

import httpx
import pytest
from structlog.testing import capture_logs

from application.errors import StoreUnavailableError
from domain.errors import ErrorKind, PlatformError
from entrypoints.http.problems import STATUS
from entrypoints.settings import Settings
from tests.http.api import Account, Api, running_api, with_http
from tests.http.problems import assert_problem

_PATHS = ["/health", "/nothing", "/api/auth/me", "/openapi.json", "/docs", "/media/x/y.ts"]


@pytest.mark.parametrize("path", _PATHS)
async def test_P1_every_answer_is_named(api: Api, path: str) -> None:
    first, second = await api.http.get(path), await api.http.get(path)
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-DEF_1.2", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a b", False),
        ("a\tb", False),
        ("<b>", False),
        ("é", False),
    ],
)
async def test_P1_the_callers_own_name_is_kept_if_harmless(
    api: Api, given: str, kept: bool
) -> None:
    answer = await api.http.get("/health", headers={b"x-request-id": given.encode()})
    assert (answer.headers["x-request-id"] == given) is kept


@pytest.mark.parametrize("kind", ErrorKind)
async def test_every_kind_of_error_reaches_its_status(
    api: Api, monkeypatch: pytest.MonkeyPatch, kind: ErrorKind
) -> None:
    error_kind = kind

    class SomeError(PlatformError):
        code = "some_code"
        kind = error_kind
        message = "Something is in the way."

    answer = await _when_log_in_raises(api, monkeypatch, SomeError("More about it."))
    problem = assert_problem(answer, STATUS[kind], "some_code")
    assert (problem["title"], problem["detail"]) == (SomeError.message, "More about it.")
    is_worth_repeating = kind in {ErrorKind.LOCKED, ErrorKind.RATE_LIMITED, ErrorKind.UNAVAILABLE}
    assert ("retry-after" in answer.headers) is is_worth_repeating


async def test_an_error_may_know_when_to_try_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = StoreUnavailableError(retry_after_s=17)
    answer = await _when_log_in_raises(api, monkeypatch, error)
    assert answer.headers["retry-after"] == "17"


async def test_P1_of_an_unforeseen_error_nothing_is_told(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = RuntimeError("SELECT * FROM users at /srv/app.py")
    with capture_logs() as lines:
        answer = await _when_log_in_raises(api, monkeypatch, error)
    problem = assert_problem(answer, 500, "internal_error")
    assert problem.keys() == {"type", "title", "status", "code", "instance"}
    assert "users" not in answer.text
    assert any(line.get("exc_info") is error for line in lines)


async def _when_log_in_raises(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> httpx.Response:
    async def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(type(api.application.log_in), "__call__", fail)
    return await api.http.post("/api/auth/login", json={"email": "a@b.cd", "password": "x"})


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api",
        "/api/nothing",
        "/api/videos/my/more",
        "/api/auth/me/x.css",
        "/api/auth/me.css",
        "/health/",
        "/HEALTH",
        "//health",
        "/api/videos/..%2fmy",
        "/%00",
        "/docs/x",
        "/docs/x.js",
        "/schema",
        "/schema/openapi.json",
    ],
)
async def test_P5_T24_unknown_paths_are_not_found(api: Api, ada: Account, path: str) -> None:
    answer = await api.http.get(path, headers=ada.headers)
    if path == "/health/":
        assert answer.status_code == 200
    else:
        assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/health", {"GET", "OPTIONS"}),
        ("GET", "/api/auth/login", {"POST", "OPTIONS"}),
        ("PUT", "/api/videos/my", {"GET", "PATCH", "DELETE", "OPTIONS"}),
        ("TRACE", "/api/auth/me", {"GET", "OPTIONS"}),
        ("DELETE", "/media/a/b.ts", {"GET", "HEAD", "OPTIONS"}),
    ],
)
async def test_P5_other_methods_are_told_which_are_allowed(
    api: Api, method: str, path: str, allow: set[str]
) -> None:
    answer = await api.http.request(method, path)
    assert_problem(answer, 405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) <= allow


@pytest.mark.parametrize("name", ["x-http-method-override", "x-method-override", "x-http-method"])
async def test_P5_override_headers_have_no_effect(ada: Account, name: str) -> None:
    video = await ada.has_uploaded()
    path = f"/api/videos/{video['id']}"
    assert (await ada.get(path, **{name: "DELETE"})).status_code == 200
    assert (await ada.get(path)).status_code == 200


@pytest.mark.parametrize("path", _PATHS)
async def test_P6_browsers_are_told_to_be_careful(api: Api, path: str) -> None:
    headers = (await api.http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_P6_T24_links_never_come_from_the_request(api: Api, ada: Account) -> None:
    await ada.has_uploaded()
    await api.process_everything()
    forged = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }
    answer = await ada.get("/api/videos/my", **forged)
    assert "evil" not in answer.text
    assert "evil" not in str(answer.headers)
    assert answer.json()["data"][0]["streamUrl"].startswith("http://127.0.0.1:5000/")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://app.example.evil"])
async def test_P6_T24_other_origins_get_nothing(settings: Settings, origin: str) -> None:
    origins = frozenset({"https://app.example"})
    async with running_api(with_http(settings, cors_origins=origins)) as api:
        for method in ("GET", "OPTIONS"):
            headers = {"origin": origin, "access-control-request-method": "GET"}
            answer = await api.http.request(method, "/health", headers=headers)
            assert not any(name.startswith("access-control") for name in answer.headers)
            assert answer.headers["vary"] == "origin"


async def test_P6_listed_origins_may_call(settings: Settings) -> None:
    origin = "https://app.example"
    async with running_api(with_http(settings, cors_origins=frozenset({origin}))) as api:
        asked = {"origin": origin, "access-control-request-method": "PATCH"}
        preflight = await api.http.options("/api/videos/x", headers=asked)
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == origin
        assert "PATCH" in preflight.headers["access-control-allow-methods"]
        assert "Authorization" in preflight.headers["access-control-allow-headers"]
        refused = await api.http.get("/api/auth/me", headers={"origin": origin})
        assert_problem(refused, 401, "unauthenticated")
        assert refused.headers["access-control-allow-origin"] == origin
        assert refused.headers["vary"] == "origin"
        assert "access-control-allow-credentials" not in refused.headers


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        ("", "9.9.9.9", "127.0.0.1"),
        ("10.0.0.0/8", "9.9.9.9", "127.0.0.1"),
        ("127.0.0.0/8", "9.9.9.9", "9.9.9.9"),
        ("127.0.0.0/8", "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        ("127.0.0.0/8", "9.9.9.9, 127.0.0.2", "9.9.9.9"),
        ("127.0.0.0/8", "9.9.9.9, what", "127.0.0.1"),
        ("127.0.0.0/8", "", "127.0.0.1"),
        ("127.0.0.0/8", "2001:db8::1", "2001:db8::1"),
        ("127.0.0.0/8", "9.9.9.9, ::ffff:127.0.0.2", "9.9.9.9"),
    ],
)
async def test_P6_T18_forwarding_counts_only_from_trusted_peers(
    settings: Settings, trusted: str, forwarded: str, address: str
) -> None:
    networks = (ip_network(trusted),) if trusted else ()
    async with running_api(with_http(settings, trusted_proxies=networks)) as api:
        with capture_logs() as lines:
            await api.http.get("/health", headers={"x-forwarded-for": forwarded})
    [line] = [line for line in lines if line["event"] == "request"]
    assert line["address"] == address


async def test_P49_T43_requests_are_logged_without_their_secrets(ada: Account) -> None:
    with capture_logs() as lines:
        await ada.get("/api/videos/my?q=private", x_request_id="mine")
    [line] = [line for line in lines if line["event"] == "request"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/videos/my", 200)
    assert line["user_id"] == ada.credentials["user"]["id"]
    assert ada.credentials["accessToken"] not in str(lines)
    assert "private" not in str(lines)


async def test_P49_refusals_are_logged_with_their_code_and_address(api: Api) -> None:
    with capture_logs() as lines:
        await api.http.get("/api/auth/me", headers={"authorization": "Bearer forged"})
        await api.http.get("/" + "a" * 9000)
    codes = [(line["code"], line["address"]) for line in lines if line["event"] == "request"]
    assert codes == [("invalid_token", "127.0.0.1"), ("uri_too_long", "127.0.0.1")]


async def test_answers_under_load_keep_their_names(api: Api) -> None:
    names = [f"request-{n}" for n in range(50)]
    answers = await asyncio.gather(
        *(api.http.get("/nothing", headers={"x-request-id": name}) for name in names)
    )
    assert [answer.json()["instance"] for answer in answers] == names
