"""The system: two API processes, two workers, and the servers that they share."""

import contextlib
import secrets
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.e2e.product import Product
from tests.polling import wait_until
from tests.services.mongodb import found_replica_set, mongod_command, replica_set_uri
from tests.services.process import free_port, is_listening
from tests.services.s3 import Bucket, s3_command
from tests.services.valkey import redis_command
from tests.soak.part import Part

_MACHINES = 2
_MEMBERS = 3
_QUICK = {
    "DB_TIMEOUT": "4s",
    "JOB_LEASE": "6s",
    "JOB_HEARTBEAT": "1s",
    "JOB_BACKOFF": "1s",
    "RECONCILE_INTERVAL": "2s",
    "RATE_LIMIT_ENABLED": "false",
}
"""So that what takes a minute by default is seen within a short test."""

_ELECTION = {"electionTimeoutMillis": 2000, "heartbeatIntervalMillis": 500}
"""For the same reason; MongoDB waits ten seconds by default."""


@dataclass
class Fleet:
    """Every part, and where they meet; the APIs and the workers share no disk."""

    apis: list[Part]
    workers: list[Part]
    members: list[Part]
    queue: Part
    objects: Part
    machines: list[Product]
    base_urls: list[str]
    mongo_uri: str
    bucket: Bucket

    def primary(self) -> Part:
        """Return the member that takes writes; waits for an election that goes on."""
        primary = wait_until(self._find_primary, within_s=30)
        if primary is None:
            raise RuntimeError("no member became the primary")
        return primary

    def revive(self) -> None:
        """Start every process of the product that ended by itself."""
        for part in (*self.apis, *self.workers):
            part.revive()

    def step_down(self) -> None:
        """Have the primary make room for another, in order."""
        client: MongoClient[dict[str, Any]]
        with (
            contextlib.suppress(PyMongoError),  # it closes the connection that told it
            MongoClient(self.mongo_uri, serverSelectionTimeoutMS=10_000) as client,
        ):
            client.admin.command({"replSetStepDown": 10, "secondaryCatchUpPeriodSecs": 5})

    def _find_primary(self) -> Part | None:
        client: MongoClient[dict[str, Any]]
        with MongoClient(self.mongo_uri, serverSelectionTimeoutMS=2_000) as client:
            with contextlib.suppress(PyMongoError):
                client.admin.command("ping")
            found = client.primary
        port = str(found[1]) if found else "none"
        return next((part for part in self.members if part.name.endswith(port)), None)


@contextlib.contextmanager
def running_fleet(folder: Path) -> Iterator[Fleet]:
    """Run everything for as long as the block lasts."""
    with contextlib.ExitStack() as stack:
        fleet = _compose(folder)
        parts = [*fleet.members, fleet.queue, fleet.objects, *fleet.apis, *fleet.workers]
        for part in parts:
            stack.callback(part.end)
        _start_together(*fleet.members, fleet.queue, fleet.objects)
        ports = [int(member.name.rpartition("-")[2]) for member in fleet.members]
        found_replica_set(ports, _ELECTION)
        httpx.put(f"{fleet.bucket.endpoint_url}/{fleet.bucket.name}").raise_for_status()
        _start_together(*fleet.apis, *fleet.workers)
        yield fleet


def _start_together(*parts: Part) -> None:
    for part in parts:
        part.begin()
    for part in parts:
        part.await_ready()


def _compose(folder: Path) -> Fleet:
    mongo_ports = [free_port() for _ in range(_MEMBERS)]
    queue_port, objects_port = free_port(), free_port()
    bucket = Bucket(f"http://127.0.0.1:{objects_port}", "soak")
    mongo_uri = replica_set_uri(mongo_ports, "soak")
    stores = _QUICK | bucket.settings
    stores |= {
        "MONGO_URI": mongo_uri,
        "REDIS_URL": f"redis://127.0.0.1:{queue_port}",
        "JWT_SECRET": secrets.token_urlsafe(48),
    }
    apis = [_machine(folder, f"api-{number}", stores) for number in range(_MACHINES)]
    workers = [_machine(folder, f"worker-{number}", stores) for number in range(_MACHINES)]
    return Fleet(
        apis=[_product_part(machine, "serve") for machine in apis],
        workers=[_product_part(machine, "worker") for machine in workers],
        members=[_member(folder, port) for port in mongo_ports],
        queue=_server(folder, "queue", redis_command(queue_port, folder), queue_port),
        objects=_server(folder, "objects", s3_command(objects_port), objects_port),
        machines=[*apis, *workers],
        base_urls=[machine.base_url for machine in apis],
        mongo_uri=mongo_uri,
        bucket=bucket,
    )


def _machine(folder: Path, name: str, stores: Mapping[str, str]) -> Product:
    own = folder / name
    own.mkdir()
    return Product(own, stores)


def _product_part(machine: Product, command: str) -> Part:
    return Part(
        name=machine.folder.name,
        command=[sys.executable, "-m", "entrypoints", command],
        is_ready=machine.is_ready if command == "serve" else lambda: True,
        folder=machine.folder,
        environment=machine.environment,
    )


def _member(folder: Path, port: int) -> Part:
    data = folder / f"mongod-{port}"
    data.mkdir()
    return _server(folder, data.name, mongod_command(data, port), port)


def _server(folder: Path, name: str, command: list[str], port: int) -> Part:
    return Part(name, command, is_ready=lambda: is_listening(port), folder=folder)
