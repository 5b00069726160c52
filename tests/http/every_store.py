"""For modules whose promises are about what is kept: their tests run over each store.

A module imports the fixture `stores`, which then stands before the one of the folder; or
`own_stores` under that name, where a test counts everything that there is.
"""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from entrypoints.settings import StoreSettings

_EACH = pytest.fixture(params=["sqlite", "mongodb"])


@_EACH
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> StoreSettings:
    """Where the records lie; MongoDB's are all in one database, whose indexes take a moment."""
    if request.param == "sqlite":
        return StoreSettings(data_dir=tmp_path)
    server: str = request.getfixturevalue("mongo_server")
    uri = urlunsplit(urlsplit(server)._replace(path="/every-store"))
    return StoreSettings(data_dir=tmp_path, mongo_uri=uri, mongo_driver="pymongo")


@_EACH
def own_stores(request: pytest.FixtureRequest, tmp_path: Path) -> StoreSettings:
    """Where the records lie, and no others."""
    if request.param == "sqlite":
        return StoreSettings(data_dir=tmp_path)
    uri: str = request.getfixturevalue("mongo_uri")
    return StoreSettings(data_dir=tmp_path, mongo_uri=uri, mongo_driver="pymongo")
