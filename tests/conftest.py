"""What every test may ask for, and how hard properties are tried."""

from datetime import timedelta

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.media.fixtures",
    "tests.services.chromium",
    "tests.services.cloudinary.fixtures",
    "tests.services.mongodb",
    "tests.services.s3",
    "tests.services.valkey",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests of the API run on other stores than they choose."""
    parser.addoption("--stores", action="append", help="see tests/http/combinations.py")


# The same examples on every run, so that a red build is red again; slow machines are no failure.
settings.register_profile(
    "house", derandomize=True, deadline=None, max_examples=100, print_blob=True
)
settings.register_profile(
    "search", deadline=timedelta(seconds=2), max_examples=5_000, print_blob=True
)
settings.load_profile("house")
