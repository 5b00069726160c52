"""The servers are the real thing, and apart from each other."""

import asyncio
import socket
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection

from tests.polling import wait_until
from tests.services.process import running
from tests.services.s3 import Bucket


async def test_mongodb_takes_majority_writes_in_a_transaction(mongo_uri: str) -> None:
    client: AsyncMongoClient[dict[str, object]]
    async with AsyncMongoClient(mongo_uri, w="majority", journal=True) as client:
        things: AsyncCollection[dict[str, object]] = client.get_default_database()["things"]

        async with client.start_session() as session, await session.start_transaction():
            await things.insert_one({"_id": 1}, session=session)

        assert await things.count_documents({}) == 1


async def test_every_test_has_a_database_of_its_own(mongo_uri: str) -> None:
    client: AsyncMongoClient[dict[str, object]]
    async with AsyncMongoClient(mongo_uri) as client:
        assert await client.get_default_database().list_collection_names() == []


def test_no_socket_may_be_left_open_but_one_to_mongodb(
    mongo_server: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: told.append(unraisable.exc_value))

    for address in (mongo_server, redis_url):
        server = urlsplit(address)
        socket.create_connection((str(server.hostname), server.port or 0))

    assert [type(exc) for exc in told] == [ResourceWarning]
    assert str(urlsplit(redis_url).port) in str(told)


async def test_valkey_answers_the_redis_protocol(redis_url: str) -> None:
    host, port = redis_url.removeprefix("redis://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))

    writer.write(b"PING\r\n")

    assert await reader.readline() == b"+PONG\r\n"
    writer.close()
    await writer.wait_closed()


def test_a_bucket_keeps_what_is_put_into_it(s3_bucket: Bucket) -> None:
    address = f"{s3_bucket.endpoint_url}/{s3_bucket.name}/a/key"

    httpx.put(address, content=b"bytes", headers={"x-amz-acl": "public-read"}).raise_for_status()

    assert httpx.get(address).content == b"bytes"


def test_chromium_tells_its_version(chromium_path: Path) -> None:
    told = subprocess.run(
        [chromium_path, "--version"], capture_output=True, text=True, check=True
    ).stdout

    assert "Chrom" in told


def test_a_server_that_ends_at_once_tells_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such option')"]

    with (
        pytest.raises(RuntimeError, match="no such option"),
        running(command, is_ready=lambda: False, log=tmp_path / "log"),
    ):
        pytest.fail("handed out a server that had ended")


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels have no such service")
def test_a_server_dies_with_killed_tests(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = textwrap.dedent(f"""
        import sys, time
        from pathlib import Path
        from tests.services.process import running

        server = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
        command = [sys.executable, "-c", server]
        with running(command, is_ready=lambda: True, log=Path({str(log)!r})):
            time.sleep(60)
    """)
    tests = subprocess.Popen([sys.executable, "-c", script])
    wait_until(lambda: log.exists() and log.read_text().endswith("\n"))
    server_pid = int(log.read_text())

    tests.kill()
    tests.wait()

    wait_until(lambda: not Path(f"/proc/{server_pid}").exists())
