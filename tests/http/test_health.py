"""GET /health, /health/live and /health/ready."""

import pytest

from application.errors import StoreUnavailableError
from tests.http.api import Api
from tests.http.problems import assert_problem


@pytest.mark.parametrize("path", ["/health", "/health/live"])
async def test_P47_the_process_says_that_it_lives(api: Api, path: str) -> None:
    answer = await api.http.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_P47_readiness_names_every_part(api: Api) -> None:
    answer = await api.http.get("/health/ready")
    checks = [*api.container.dependency_checks(), *api.container.shared.checks()]
    names = {check.name for check in checks}
    assert answer.json() == {"status": "ok", "checks": dict.fromkeys(names, "ok")}


async def test_P47_readiness_names_what_is_down(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: object) -> None:
        raise StoreUnavailableError

    down = api.container.dependency_checks()[0]
    monkeypatch.setattr(type(down), "check", fail)
    answer = await api.http.get("/health/ready")
    problem = assert_problem(answer, 503, "service_unavailable")
    assert down.name in problem["detail"]
    assert "retry-after" in answer.headers
