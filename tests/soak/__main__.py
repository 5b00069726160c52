"""`python -m tests.soak`: five minutes of faults, sixty kills among them, and a report."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.soak.trial import run_trial


def main() -> int:
    """Run the trial; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0, help="how long to upload (300)")
    parser.add_argument("--kills", type=int, default=60, help="how many at least (60)")
    parser.add_argument("--between", type=float, default=0.5, help="seconds between faults (0.5)")
    parser.add_argument("--seed", type=int, default=1, help="decides the order of faults (1)")
    parser.add_argument("--folder", type=Path, help="where data and logs stay afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as made:
        folder = asked.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = run_trial(
            folder,
            for_s=asked.seconds,
            kills=asked.kills,
            between_s=asked.between,
            seed=asked.seed,
            tell=_tell,
        )
    print(outcome)
    return int(bool(outcome.verdict.faults))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
