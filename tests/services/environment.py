"""The tests' one reader of the environment."""

import os


def named_server(variable: str) -> str | None:
    """Return the address of a server to use instead of starting one, if `variable` names it."""
    return os.environ.get(variable) or None
