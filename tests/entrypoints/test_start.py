"""What a start loads."""

import subprocess
import sys

from entrypoints.wiring.memory_records import MemoryRecords
from entrypoints.wiring.mongodb_records import MongoRecords
from entrypoints.wiring.sqlite_records import SqliteRecords
from tests.house.tree import ROOT

_ASKED_FOR_BY_SETTINGS = {"bson", "cloudinary", "httpcore", "httpx", "motor", "obstore",
                          "opentelemetry", "pymongo", "redis", "saq"}  # fmt: skip
_START = """
import sys
import entrypoints.cli.serve
from entrypoints.lifespan import compose
from entrypoints.read_settings import read_settings
compose(read_settings({"DATA_DIR": sys.argv[1]})).application()
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_what_only_some_settings_ask_for_is_not_loaded_without_them(tmp_path: object) -> None:
    started = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert _ASKED_FOR_BY_SETTINGS.isdisjoint(started.stdout.split())


def test_all_kinds_of_records_have_the_same_providers() -> None:
    names = {kind: set(kind.providers) for kind in (MemoryRecords, SqliteRecords, MongoRecords)}

    assert names[MemoryRecords] == names[SqliteRecords] == names[MongoRecords]
