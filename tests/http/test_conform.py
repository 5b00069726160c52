"""The running API keeps the description that it gives of itself."""

from pathlib import Path

import httpx
import pytest

from tests.e2e.person import Person
from tests.http.conformance import drive
from tests.http.raw import Server


@pytest.mark.timeout(300)  # over a thousand requests, on a machine that may be busy
def test_whatever_is_asked_every_answer_is_one_that_is_described(
    server: Server, tmp_path: Path
) -> None:
    with httpx.Client(base_url=server.base_url) as http:
        run = drive(
            Person.registers(http),
            tmp_path,
            *("--generation-deterministic", "--max-examples=12"),
            phases="examples,coverage,fuzzing,stateful",
        )
    assert run.returncode == 0, run.stdout + run.stderr
