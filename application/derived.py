"""What is made of objects, and kept for as long as these are kept by somebody else."""

import weakref
from functools import partial
from typing import Generic, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")


class Derived(Generic[Source, Made]):
    """Finds by the object itself, not by what it is equal to.

    Stores and caches hand out the same object while nothing has changed.
    What is made must not lead back to its object, or both stay for ever.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Source], Made]] = {}

    def find(self, source: Source) -> Made | None:
        """Return what was made of `source`, or None."""
        # An entry goes with its object, so an id that is found is not another's.
        kept = self._kept.get(id(source))
        return None if kept is None else kept[1]

    def keep(self, source: Source, made: Made) -> Made:
        """Keep what was made of `source`, and return it."""
        key = id(source)
        # Called with the reference, which is what `pop` is to return where nothing is kept.
        forget = partial(self._kept.pop, key)
        self._kept[key] = (weakref.ref(source, forget), made)
        return made
