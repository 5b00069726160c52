"""Every dependency says why it is there, and the lists name no index and no machine."""

import re

import pytest
from packaging.requirements import Requirement

from tests.house.tree import ROOT, project

LISTS = ("run", "dev")
ADDRESS = re.compile(r"https?://|file:|--(extra-)?index-url|--find-links|^/", re.MULTILINE)


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    groups = project()["dependency-groups"]
    lines = [*project()["project"]["dependencies"], *groups["test"], *groups["check"]]

    bare = [
        line
        for line in lines
        if not re.search(rf'^ +"{re.escape(line)}",  # \S', text, re.MULTILINE)
    ]

    assert bare == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_no_index_and_no_path(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")

    assert ADDRESS.findall(text) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_pins_every_line_by_version_and_hash(name: str) -> None:
    blocks = _pins(name)

    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_the_run_list_holds_what_pyproject_asks_for() -> None:
    pinned = {Requirement(block.partition("\\")[0]).name for block in _pins("run")}

    assert {Requirement(line).name for line in project()["project"]["dependencies"]} <= pinned


def test_the_dev_list_pins_what_the_run_list_pins() -> None:
    assert set(_heads("run")) <= set(_heads("dev"))


def _pins(name: str) -> list[str]:
    """Return each pin of a list with its hashes, without comments."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return re.split(r"\n(?=\S)", kept.strip())


def _heads(name: str) -> list[str]:
    return [block.partition(" \\")[0] for block in _pins(name)]
