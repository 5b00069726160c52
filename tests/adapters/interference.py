"""Watching what a call does to the machine, and having the machine refuse."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def observe(
    monkeypatch: pytest.MonkeyPatch, place: object, name: str, note: Callable[..., object]
) -> None:
    """Have `note` see the arguments of every call of `place.name`, before it is made."""
    original = getattr(place, name)

    def noted(*args: object, **kwargs: object) -> object:
        note(*args, **kwargs)
        return original(*args, **kwargs)

    monkeypatch.setattr(place, name, noted)


def fail(monkeypatch: pytest.MonkeyPatch, place: object, name: str, number: int) -> None:
    """Have every call of `place.name` fail with an error of the operating system."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(place, name, refuse)


def name_of(descriptor: int) -> str:
    """Return the name under which an open file lies in its folder."""
    return Path(f"/proc/self/fd/{descriptor}").readlink().name
