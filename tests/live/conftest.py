"""The film of the end-to-end tests."""

from tests.e2e.conftest import film

__all__ = ["film"]
