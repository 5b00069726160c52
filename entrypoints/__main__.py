"""The operator's command line: `python -m entrypoints COMMAND`."""

import gc
import sys

# What a start loads is never garbage: looking for some again and again is a tenth of a start.
gc.disable()

from entrypoints.cli.arguments import run_command  # noqa: E402 - after the line above
from entrypoints.process_end import leave  # noqa: E402 - the same

if __name__ == "__main__":
    leave(run_command(sys.argv[1:]))
