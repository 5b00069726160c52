"""The outcome as a table for people and as JSON for programs."""

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.rows import Row

_VERDICTS = {True: "holds", False: "MISSED", None: ""}


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines of equal columns: medians, with the range behind."""
    cells = [["row", "ours", "theirs", "ratio", "bound", ""]]
    cells += [
        [
            row.name,
            _spread(row.ours, row.unit),
            _spread(row.theirs, row.unit),
            _spread(row.ratios, "×"),
            str(row.bound or ""),
            _VERDICTS[row.holds],
        ]
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def document(machine: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    """Return everything that was measured, sample by sample."""
    return {
        "machine": dict(machine),
        "rows": [
            {
                "name": row.name,
                "unit": row.unit,
                "ours": row.ours,
                "theirs": row.theirs,
                "medianRatio": median(row.ratios) if row.ratios else None,
                "bound": str(row.bound) if row.bound else None,
                "holds": row.holds,
            }
            for row in rows
        ],
    }


def describe_machine(ffmpeg: str) -> dict[str, Any]:
    """Return what the figures depend on; `loadAtStart` tells whether others were at work."""
    version = subprocess.run([ffmpeg, "-version"], capture_output=True, text=True, check=True)
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "ffmpeg": version.stdout.split()[2],
        "loadAtStart": os.getloadavg()[0],
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if not listed.exists():
        return platform.processor()
    lines = listed.read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _spread(samples: Sequence[float], unit: str) -> str:
    if not samples:
        return ""
    middle = f"{median(samples):.2f} {unit}"
    if len(samples) == 1:
        return middle
    return f"{middle} ({min(samples):.2f}–{max(samples):.2f})"
