"""Asking a store that does not answer."""

import asyncio
import socket
import time

import pytest

from adapters.s3.bucket import S3Bucket
from adapters.s3.check import S3Check
from application.errors import ServiceUnavailableError
from tests.adapters.interference import observe
from tests.adapters.s3.bucket import bucket_at
from tests.services.process import free_port


async def test_P47_whoever_asks_a_frozen_store_may_leave_and_asks_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    observe(monkeypatch, S3Bucket, "list_folders", lambda *call: asked.append(call))
    with socket.create_server(("127.0.0.1", 0)) as frozen:
        check = S3Check("storage", bucket_at(f"http://127.0.0.1:{frozen.getsockname()[1]}", "any"))
        began_at_s = time.monotonic()

        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await check.check()

        assert time.monotonic() - began_at_s < 5
        assert len(asked) == 1


async def test_P47_a_store_that_refuses_is_down_and_asked_again(s3_server: str) -> None:
    check = S3Check("storage", bucket_at(s3_server, "no-such-bucket"))
    nobody = S3Check("storage", bucket_at(f"http://127.0.0.1:{free_port()}", "any"))

    for unavailable in (check, check, nobody):
        with pytest.raises(ServiceUnavailableError):
            await unavailable.check()
