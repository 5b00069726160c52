"""What is still told when a process ends itself."""

import subprocess
import sys

_TELLS_AND_LEAVES = """
import asyncio
from datetime import UTC, datetime
import structlog
from entrypoints.logs import configure_logging
from entrypoints.process_end import leave

async def main():
    configure_logging(as_json=True, zone=UTC, now=lambda: datetime.now(UTC))
    structlog.get_logger().info("the last")
    leave(3)

asyncio.run(main())
"""


def test_P49_lines_that_wait_are_written_before_a_process_leaves() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _TELLS_AND_LEAVES], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 3
    assert '"event":"the last"' in ended.stderr
