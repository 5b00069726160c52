"""Bytes of answers, kept for as long as what they tell is kept by somebody else."""

import weakref
from collections.abc import Callable


class Renderings:
    """Renders an object once: the read cache hands out the same one while nothing has changed."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[object], bytes]] = {}

    def of(self, told: object, render: Callable[[], bytes]) -> bytes:
        """Return the bytes that `render` makes of `told`, or made of it before."""
        key = id(told)
        # An entry goes with its object, so an id that is found is not another's.
        if (found := self._kept.get(key)) is not None:
            return found[1]
        body = render()
        self._kept[key] = (weakref.ref(told, lambda _: self._kept.pop(key, None)), body)
        return body
