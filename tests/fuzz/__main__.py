"""`make fuzz`: the API from its description, beside it every parser of foreign bytes."""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.api import drive_product
from tests.fuzz.parsers import search_all


def main() -> int:
    """Search for as long as is asked; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long each of the two (600)")
    parser.add_argument("--seed", type=int, default=1, help="what the API's run begins with (1)")
    parser.add_argument("--folder", type=Path, help="where inputs and logs stay afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as made, ThreadPoolExecutor(1) as beside:
        folder = asked.folder or Path(made)
        (folder / "api").mkdir(parents=True)
        driving = beside.submit(drive_product, asked.seconds, folder / "api", asked.seed)
        faults = 0
        for found in search_all(asked.seconds, folder / "parsers"):
            print(found, flush=True)
            faults += found.fault is not None
        driven = driving.result()
    print(driven.stdout)
    return int(bool(faults or driven.returncode))


if __name__ == "__main__":
    sys.exit(main())
