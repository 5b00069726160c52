"""The tests' one reader of the environment."""

import os
from collections.abc import Mapping


def named_server(variable: str) -> str | None:
    """Return the address of a server to use instead of starting one, if `variable` names it."""
    return os.environ.get(variable) or None


def child_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a process that is to know `settings` and no other of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | dict(settings)
