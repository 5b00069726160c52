"""What the server did, from its own record of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pymongo.database import Database

Document = dict[str, Any]

# What explaining a command needs of it; sessions and clocks are refused there.
_EXPLAINED = ("find", "aggregate", "filter", "pipeline", "sort", "skip", "limit", "projection")


@dataclass(frozen=True)
class Explained:
    """How one command is carried out: its steps, and how much they look at."""

    command: Document
    stages: frozenset[str]
    keys_examined: int
    docs_examined: int
    returned: int


@contextmanager
def recorded(database: Database[Document]) -> Iterator[list[Document]]:
    """Collect the commands that read from the database's collections during the block."""
    before = database["system.profile"].count_documents({})
    commands: list[Document] = []
    database.command("profile", 2)
    try:
        yield commands
    finally:
        database.command("profile", 0)
    entries = database["system.profile"].find(sort=[("$natural", 1)], skip=before)
    commands += [
        entry["command"]
        for entry in entries
        if entry["op"] in {"query", "command"} and entry["ns"] != f"{database.name}.system.profile"
    ]


def explain(database: Database[Document], command: Document) -> Explained:
    """Have the server carry a command out once more, and tell how."""
    explained = {name: command[name] for name in command if name in _EXPLAINED}
    if "aggregate" in explained:
        explained["cursor"] = {}
    answer = database.command("explain", explained, verbosity="executionStats")
    statistics = [found for found in _documents(answer) if "executionStages" in found]
    plans = [found["winningPlan"] for found in _documents(answer) if "winningPlan" in found]
    return Explained(
        command,
        frozenset(str(step["stage"]) for step in _documents(plans) if "stage" in step),
        sum(found["totalKeysExamined"] for found in statistics),
        sum(found["totalDocsExamined"] for found in statistics),
        sum(found["nReturned"] for found in statistics),
    )


def parts_of(command: Document) -> Iterator[Document]:
    """Yield the commands of which a union of pipelines is made; any other command as it is."""
    stages = command.get("pipeline", [])
    own = [stage for stage in stages if "$unionWith" not in stage]
    yield {**command, "pipeline": own} if stages else command
    for stage in stages:
        if "$unionWith" in stage:
            joined = stage["$unionWith"]
            yield {"aggregate": joined["coll"], "pipeline": joined["pipeline"]}


def _documents(value: object) -> Iterator[Document]:
    """Yield every document inside a value, and the value itself."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _documents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _documents(inner)
