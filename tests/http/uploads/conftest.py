"""Somebody who speaks tus."""

import pytest

from tests.http.api import Account
from tests.http.uploads.client import Tus


@pytest.fixture
def tus(ada: Account) -> Tus:
    """Return Ada's client."""
    return Tus(ada)
