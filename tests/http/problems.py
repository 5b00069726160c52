"""What every refusal must look like."""

from typing import Any

import httpx


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check a problem document, and return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["type"] == f"/docs#{code}"
    assert problem["title"]
    assert problem["instance"] == answer.headers["x-request-id"]
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"
    return problem


def assert_violations(answer: httpx.Response, **fields: str) -> None:
    """Check that exactly `fields` were refused, each with its code."""
    problem = assert_problem(answer, 400, "validation_failed")
    assert {error["field"]: error["code"] for error in problem["errors"]} == fields
    assert all(error["message"] for error in problem["errors"])
