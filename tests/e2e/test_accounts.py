"""Accounts over two processes on one store, and the operator's command line."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.e2e.engines import Install
from tests.e2e.person import Registers
from tests.e2e.product import Product, kill
from tests.polling import wait_until
from tests.services.process import free_port
from tests.services.valkey import serving_redis


def _admin(product: Product, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "entrypoints", "admin", *arguments],
        env=product.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _logs_in(base_url: str, email: str, password: str) -> dict[str, str]:
    body = {"email": email, "password": password}
    answer = httpx.post(f"{base_url}/api/auth/login", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    return {"authorization": f"Bearer {answer.json()['accessToken']}"}


def _status(url: str, headers: dict[str, str]) -> int:
    return httpx.get(url, headers=headers).status_code


def test_P16_the_end_of_a_session_reaches_another_process_within_two_seconds(
    product: Product, registers: Registers
) -> None:
    other = replace(product, port=free_port(), starts=100)
    with product.serving(), other.serving():
        ada = registers(product.base_url)
        lost = _logs_in(product.base_url, ada.email, ada.password)
        there = f"{other.base_url}/api/auth/me"
        assert _status(there, lost) == 200
        assert ada.http.delete("/api/auth/sessions").status_code == 204
        wait_until(lambda: _status(there, lost) == 401, within_s=2)


def test_P16_the_end_of_a_session_reaches_another_process_while_redis_is_down(
    tmp_path: Path, install: Install, registers: Registers
) -> None:
    port = free_port()
    product = install(tmp_path, {"REDIS_URL": f"redis://127.0.0.1:{port}", "JOBS_IN_API": "true"})
    other = replace(product, port=free_port(), starts=100)
    (tmp_path / "redis").mkdir()
    with serving_redis(port, tmp_path / "redis") as redis, product.serving(), other.serving():
        ada = registers(product.base_url)
        lost = _logs_in(product.base_url, ada.email, ada.password)
        there = f"{other.base_url}/api/auth/me"
        assert _status(there, lost) == 200
        kill(redis)
        assert _status(there, lost) == 200
        assert ada.http.delete("/api/auth/sessions").status_code == 204
        wait_until(lambda: _status(there, lost) == 401, within_s=2)


def test_P16_the_operator_makes_administrators(product: Product, registers: Registers) -> None:
    with product.serving():
        ada = registers(product.base_url)
        users = f"{product.base_url}/api/admin/users"
        assert ada.http.get(users).status_code == 403

        granted = _admin(product, "grant", ada.email.upper())

        assert granted.returncode == 0, granted.stdout + granted.stderr
        wait_until(lambda: ada.http.get(users).status_code == 401, within_s=2)
        headers = _logs_in(product.base_url, ada.email, ada.password)
        assert _status(users, headers) == 200
        assert _admin(product, "revoke", ada.email).returncode == 0
        wait_until(lambda: _status(users, headers) == 401, within_s=2)


@pytest.mark.parametrize("email", ["nobody@example.com", "no address"])
def test_nobody_is_made_an_administrator_by_mistake(embedded: Product, email: str) -> None:
    done = _admin(embedded, "grant", email)
    assert done.returncode == 1
    assert email in done.stdout
