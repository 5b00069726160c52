"""`python -m tests.bench [PART…]`: measure on this machine, print a table, write JSON."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from adapters.media.ffmpeg.binaries import locate_binaries
from tests.bench.footage import Footage
from tests.bench.parts import PARTS
from tests.bench.report import describe_machine, document, table
from tests.bench.rows import Row
from tests.bench.workshop import Workshop

_LIBRARIES = (10_000, 100_000, 1_000_000)


def main() -> int:
    """Run the parts that are asked for; 1 where a bound was missed."""
    asked = _arguments()
    ffmpeg = locate_binaries("", "").ffmpeg
    machine = describe_machine(ffmpeg)
    print(", ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as made:
        footage_dir = asked.footage or Path(made) / "footage"
        footage_dir.mkdir(parents=True, exist_ok=True)
        footage = Footage(ffmpeg, footage_dir)
        for name in asked.parts or PARTS:
            print(f"{name}: {PARTS[name].__doc__}", file=sys.stderr, flush=True)
            folder = Path(made) / name
            folder.mkdir()
            shop = Workshop(
                ffmpeg, footage, folder, asked.rounds, asked.seconds, sorted(asked.videos)
            )
            for row in PARTS[name](shop):
                rows.append(row)
                print(table([row]).splitlines()[1], file=sys.stderr, flush=True)
            asked.json.write_text(json.dumps(document(machine, rows), indent=2) + "\n")
    print(table(rows))
    print(f"Every sample is in {asked.json}")
    return int(any(row.holds is False for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument("--rounds", type=int, default=3, help="samples of each side (3)")
    parser.add_argument("--seconds", type=int, default=60, help="length of encoded sources (60)")
    parser.add_argument(
        "--videos", type=int, nargs="+", default=_LIBRARIES, help="sizes of libraries to read"
    )
    parser.add_argument("--json", type=Path, default=Path("bench.json"), help="where samples go")
    parser.add_argument("--footage", type=Path, help="where sources are kept between runs")
    parser.add_argument("--folder", type=Path, help="where to work; needs 3 GB")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
