"""The operator's command line: `python -m entrypoints COMMAND`."""

import sys

from entrypoints.cli.arguments import run_command

if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:]))
