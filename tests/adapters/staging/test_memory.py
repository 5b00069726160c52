"""How much memory an upload takes."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

MIB = 1024 * 1024


def test_P23_a_gibibyte_passes_through_less_than_16_mib(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.adapters.staging.writing", str(tmp_path), "1024"]

    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert written.returncode == 0, written.stderr
    assert int(written.stdout) < 16 * MIB
