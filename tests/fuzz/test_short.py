"""The search that is short enough for every run of the tests; `make fuzz` is the long one."""

from pathlib import Path

import pytest

from tests.fuzz.parsers import TARGETS, search

_SHORT_S = 1


@pytest.mark.parametrize("target", TARGETS)
def test_T20_T11_nothing_that_comes_in_makes_a_fault(target: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="it has wheels for Linux on x86-64 alone")
    found = search(target, _SHORT_S, tmp_path / target)
    assert found.fault is None, found.fault
