"""A server of the S3 protocol."""

import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.services.process import free_port, is_listening, running


@dataclass(frozen=True)
class Bucket:
    """An empty bucket that no other test has, and where it is; any key pair opens it."""

    endpoint_url: str
    name: str

    @property
    def settings(self) -> dict[str, str]:
        """Return what has the product keep its files here."""
        return {
            "MEDIA_STORE_URL": f"s3://{self.name}/media",
            "STAGING_URL": f"s3://{self.name}/staging",
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def keys(self) -> list[str]:
        """Return the keys of its objects, the first thousand of them."""
        return re.findall("<Key>(.*?)</Key>", self._ask("list-type=2"))

    def all_keys(self) -> list[str]:
        """Return the keys of its objects, however many."""
        keys: list[str] = []
        while page := re.findall("<Key>(.*?)</Key>", self._ask(_after(keys))):
            keys += page
        return keys

    def count_unfinished_uploads(self) -> int:
        """Return how many uploads in parts are neither complete nor withdrawn."""
        return self._ask("uploads").count("<Upload>")

    def _ask(self, query: str) -> str:
        return httpx.get(f"{self.endpoint_url}/{self.name}?{query}").raise_for_status().text


def _after(keys: list[str]) -> str:
    return "list-type=2" + (f"&start-after={keys[-1]}" if keys else "")


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the endpoint of a server that speaks plain HTTP and path-style addresses."""
    port = free_port()
    command = s3_command(port)
    log = tmp_path_factory.mktemp("s3") / "moto.log"
    with running(command, is_ready=lambda: is_listening(port), log=log):
        yield f"http://127.0.0.1:{port}"


def s3_command(port: int) -> list[str]:
    """Return what runs a server on a loopback port; its objects live as long as it does."""
    return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]


@pytest.fixture
def s3_bucket(s3_server: str) -> Bucket:
    """Make a bucket for one test."""
    return a_bucket(s3_server)


def a_bucket(endpoint_url: str) -> Bucket:
    """Make a bucket that nobody else has."""
    bucket = Bucket(endpoint_url, f"test-{secrets.token_hex(8)}")
    httpx.put(f"{endpoint_url}/{bucket.name}").raise_for_status()
    return bucket
