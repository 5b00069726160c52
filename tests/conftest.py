"""What every test may ask for, and how hard properties are tried."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from hypothesis import settings

from tests.house.tree import LAYERS

pytest_plugins = [
    "tests.media.fixtures",
    "tests.services.chromium",
    "tests.services.cloudinary.fixtures",
    "tests.services.mongodb",
    "tests.services.otlp",
    "tests.services.s3",
    "tests.services.tus_js",
    "tests.services.valkey",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests run on other stores, and on another engine, than they choose."""
    parser.addoption("--stores", action="append", help="see tests/http/combinations.py")
    parser.addoption("--engine", help="see tests/e2e/engines.py")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Undo what a test sets up for the whole process: it must not show in the next one."""
    loggers = [logging.getLogger(), *map(logging.getLogger, LAYERS)]
    levels = [logger.level for logger in loggers]
    handlers = list(loggers[0].handlers)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    loggers[0].handlers[:] = handlers
    structlog.reset_defaults()


# The same examples on every run, so that a red build is red again; slow machines are no failure.
settings.register_profile(
    "house", derandomize=True, deadline=None, max_examples=100, print_blob=True
)
settings.register_profile(
    "search", deadline=timedelta(seconds=2), max_examples=5_000, print_blob=True
)
settings.load_profile("house")
