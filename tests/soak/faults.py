"""What is done to the parts, one after another."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from tests.soak.fleet import Fleet
from tests.soak.part import Part

Wait = Callable[[float], object]

_DEAD_S = 0.5
_FROZEN_S = 3.0
_OBJECTS_FROZEN_S = 1.5


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong, and how it ends; `inflict` lasts until it has ended."""

    name: str
    is_kill: bool
    inflict: Callable[[Wait], None]


def faults_of(fleet: Fleet, seed: int) -> Iterator[Fault]:
    """Yield faults without end: every kind, kills twice, in an order by lot, then again.

    After the first turn the queue is away for a while.
    """
    lots = random.Random(seed)
    for turn in itertools.count():
        kinds = [
            *[_kill(f"kill {part.name}", part) for part in (*fleet.workers, *fleet.apis) * 2],
            _kill("kill the queue", fleet.queue),
            *[_primary("kill the primary", fleet, _kill)] * 2,
            _primary("freeze the primary", fleet, _freeze),
            Fault("step the primary down", False, lambda _: fleet.step_down()),
            _freeze("freeze a worker", lots.choice(fleet.workers), _FROZEN_S * 3),
            _freeze("freeze an API", lots.choice(fleet.apis)),
            _freeze("freeze the object store", fleet.objects, _OBJECTS_FROZEN_S),
            _restart("restart a worker in order", lots.choice(fleet.workers)),
            _restart("restart an API in order", lots.choice(fleet.apis)),
        ]
        lots.shuffle(kinds)
        yield from kinds
        if turn == 0:
            yield _outage("stop the queue for 30 s", fleet.queue, 30.0)


def pause() -> Wait:
    """Return what waits for a number of seconds."""
    return threading.Event().wait


def _kill(name: str, part: Part) -> Fault:
    return _outage(name, part, _DEAD_S)


def _outage(name: str, part: Part, for_s: float) -> Fault:
    def inflict(wait: Wait) -> None:
        part.kill()
        wait(for_s)
        _start(part)

    return Fault(name, True, inflict)


def _start(part: Part) -> None:
    """Start it, so that the next fault meets a whole system.

    What ends at its start, since another part is away, is for the supervisor to start again.
    """
    with suppress(RuntimeError):
        part.start()


def _restart(name: str, part: Part) -> Fault:
    def inflict(_: Wait) -> None:
        part.end()
        _start(part)

    return Fault(name, False, inflict)


def _freeze(name: str, part: Part, for_s: float = _FROZEN_S) -> Fault:
    def inflict(wait: Wait) -> None:
        part.freeze()
        wait(for_s)
        part.thaw()

    return Fault(name, False, inflict)


def _primary(name: str, fleet: Fleet, make: Callable[[str, Part], Fault]) -> Fault:
    """Return the fault of whichever member is the primary when it comes."""
    is_kill = make is _kill
    return Fault(name, is_kill, lambda wait: make(name, fleet.primary()).inflict(wait))
