"""The product, driven from its own description, step upon step."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.http.conformance import drive

_UNLIMITED = {
    "RATE_LIMIT_ENABLED": "false",
    "USER_MAX_VIDEOS": "1000000",
    "TUS_MAX_OPEN_PER_USER": "1000000",
    "WEBHOOK_MAX_ENDPOINTS": "1000000",
}
"""A run makes more of everything than anybody may; what limits answer, other tests show."""


def drive_product(seconds: int, folder: Path, seed: int) -> subprocess.CompletedProcess[str]:
    """Start the product, and try its operations and chains of them for `seconds`.

    Who asks is an administrator, so that no route is closed.
    """
    product = Product(folder)
    with product.serving(**_UNLIMITED), httpx.Client(base_url=product.base_url) as http:
        return drive(
            _administrator(product, http),
            folder,
            *(f"--max-time={seconds}", f"--seed={seed}"),
            phases="examples,coverage,fuzzing,stateful",
        )


def _administrator(product: Product, http: httpx.Client) -> Person:
    ada = Person.registers(http)
    subprocess.run(
        [sys.executable, "-m", "entrypoints", "admin", "grant", ada.email],
        env=product.environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    answer = http.post("/api/auth/login", json={"email": ada.email, "password": ada.password})
    http.headers["Authorization"] = f"Bearer {answer.json()['accessToken']}"
    return ada
