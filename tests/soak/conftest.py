"""People, as in the stories of whole installations."""

from tests.e2e.conftest import registers

__all__ = ["registers"]
