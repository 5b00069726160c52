"""The request's id in the log lines of the work that it leads to."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog

from adapters.system.clock import SystemClock
from entrypoints.logs import configure_logging
from tests.http.api import CLIP, Account, Api
from tests.polling import eventually

_REQUEST_ID = "upload-of-the-morning"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Yield where log lines go meanwhile."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    configure_logging(as_json=True, zone=ZoneInfo("UTC"), now=SystemClock().now, stream=stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_P49_lines_of_the_work_carry_the_id_of_the_request_that_uploaded(
    log: io.StringIO, api: Api, ada: Account
) -> None:
    form = {"data": {"title": "Bikes"}, "files": {"video": ("clip.mp4", CLIP)}}
    headers = ada.headers | {"X-Request-Id": _REQUEST_ID}
    uploaded = await ada.http.post("/api/videos/upload", headers=headers, **form)  # type: ignore[arg-type]  # parts of a form

    await api.process_everything()

    await eventually(lambda: _finished(log))
    (finished,) = _finished(log)
    assert finished["video_id"] == uploaded.json()["id"]
    assert finished["request_id"] == _REQUEST_ID


def _finished(log: io.StringIO) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line["event"] == "attempt finished"]
