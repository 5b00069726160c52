"""For modules whose promises are about what is kept: their tests run over the real stores.

A module imports the fixture `stores`, which then stands before the one of the folder.
"""

import pytest

from entrypoints.settings import StoreSettings


@pytest.fixture
def stores(real_stores: StoreSettings) -> StoreSettings:
    """Where records and files lie."""
    return real_stores
