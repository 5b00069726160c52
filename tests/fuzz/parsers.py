"""Every target in turn, each in a process of its own."""

import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import targets
from tests.services.environment import child_environment

TARGETS = tuple(found.name for found in pkgutil.iter_modules(targets.__path__))

_RUNS = re.compile(r"stat::number_of_executed_units: (\d+)")
_FAULT_LINES = 25


@dataclass(frozen=True)
class Search:
    """How many inputs were tried, and the last that was told where one made a fault."""

    target: str
    inputs: int
    fault: str | None

    def __str__(self) -> str:
        """Return a line for a report, and what was told below it."""
        line = f"{self.target}: {self.inputs} inputs, " + ("a fault" if self.fault else "no fault")
        return f"{line}\n{self.fault}" if self.fault else line


def search_all(seconds: float, folder: Path) -> Iterator[Search]:
    """Search through every target, all together for about `seconds`."""
    share = max(1, round(seconds / len(TARGETS)))
    return (search(name, share, folder / name) for name in TARGETS)


def search(target: str, seconds: int, folder: Path) -> Search:
    """Search through one target; inputs and output stay in `folder`."""
    folder.mkdir(parents=True)
    log = folder / "log"
    command = [sys.executable, "-m", "tests.fuzz.engine", target, str(seconds), str(folder)]
    with log.open("wb") as output:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=child_environment({}),
            check=False,
        )
    told = log.read_text(errors="replace")
    inputs = sum(map(int, _RUNS.findall(told)))
    is_fine = ended.returncode == 0 and inputs > 0
    return Search(target, inputs, None if is_fine else _fault(told, folder))


def _fault(told: str, folder: Path) -> str:
    """Return the end of what was told, and the input that did it."""
    culprits = [f"{path.name}: {path.read_bytes()!r}" for path in folder.glob("*-*")]
    return "\n".join((*told.splitlines()[-_FAULT_LINES:], *culprits))
