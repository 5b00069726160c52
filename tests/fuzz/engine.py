"""One target under libFuzzer, as a process of its own, since a run ends its process.

Run as `python -m tests.fuzz.engine TARGET SECONDS FOLDER`.
"""

import importlib
import sys
from pathlib import Path

import atheris

_INSTRUMENTED = ["adapters", "application", "domain", "entrypoints.http", "multipart"]
"""What the search is led through: our own code, and the parsers that it trusts."""

_SLOW_S = 10
_MOST_MIB = 2048
_LONGEST_BYTES = 4096


def main(name: str, seconds: int, folder: Path) -> None:
    """Look for a fault; what is found is written to `folder`, and the process ends with it."""
    with atheris.instrument_imports(include=_INSTRUMENTED):
        target = importlib.import_module(f"tests.fuzz.targets.{name}")
    corpus = folder / name
    corpus.mkdir(parents=True)
    for number, seed in enumerate(target.SEEDS):
        (corpus / f"seed-{number}").write_bytes(seed)
    bounds = (
        f"-max_total_time={seconds}",
        f"-timeout={_SLOW_S}",
        f"-rss_limit_mb={_MOST_MIB}",
        f"-max_len={_LONGEST_BYTES}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    )
    atheris.Setup([name, *bounds, str(corpus)], target.try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
