"""Answers that are rendered, kept for as long as what they tell is kept by somebody else."""

import weakref
from typing import Generic, TypeVar

Told = TypeVar("Told")
Rendered = TypeVar("Rendered")


class Renderings(Generic[Told, Rendered]):
    """What objects are rendered as: caches hand out the same one while nothing has changed."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Told], Rendered]] = {}

    def find(self, told: Told) -> Rendered | None:
        """Return what `told` was rendered as, or None."""
        # An entry goes with its object, so an id that is found is not another's.
        kept = self._kept.get(id(told))
        return None if kept is None else kept[1]

    def keep(self, told: Told, rendered: Rendered) -> Rendered:
        """Keep what `told` is rendered as, and return it."""
        key = id(told)
        self._kept[key] = (weakref.ref(told, lambda _: self._kept.pop(key, None)), rendered)
        return rendered
