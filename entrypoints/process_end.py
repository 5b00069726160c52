"""The end of the process."""

import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn


def leave(status: int) -> NoReturn:
    """End this process with `status`, without taking the interpreter apart first.

    What must be closed has been. The server's own threads may still be on their way out of a call
    into Python then, and one that comes back while the interpreter is taken apart ends the process
    with SIGABRT (Python before 3.14, see PyO3 pull request 4874).
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)
