"""The product with an engine that makes files of a few bytes, killed after a step.

Run with PORT METHOD CALL of a step, or with nothing to live on; settings come from the environment.
"""

import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from adapters.media.memory import MemoryMediaEngine, Script
from adapters.persistence.memory.schedule import MemorySchedule
from adapters.system.clock import SystemClock
from application.ports.staging_area import StagingArea
from domain.ids import StagedId
from entrypoints.cli.serve import serve_composed
from entrypoints.lifespan import compose
from entrypoints.read_settings import read_settings
from entrypoints.settings import current_environment
from tests.crashes.steps import Step

KILLED = 137
"""What a shell calls a process that was killed."""


CONTENT = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"
"""What the engine takes for a video of two renditions."""

TWO_RENDITIONS = Script(width_px=854, height_px=480)


Method = Callable[..., Awaitable[object]]


class Dying:
    """Everything that `target` is, until the step is done."""

    def __init__(self, target: object, step: Step) -> None:
        self._target = target
        self._step = step
        self._left = step.call

    def __getattr__(self, name: str) -> object:
        found = getattr(self._target, name)
        return self._last_words(found) if name == self._step.method else found

    def _last_words(self, method: Method) -> Method:
        async def call(*arguments: object) -> object:
            answer = await method(*arguments)
            self._left -= 1
            if self._left == 0:
                os._exit(KILLED)
            return answer

        return call


class StagingOfDyingWriters:
    """A staging area whose writers do not outlive the step."""

    def __init__(self, target: StagingArea, step: Step) -> None:
        self._target = target
        self._step = step

    def __getattr__(self, name: str) -> object:
        return getattr(self._target, name)

    async def create(self, staged_id: StagedId) -> Dying:
        """Begin a run of bytes."""
        return Dying(await self._target.create(staged_id), self._step)


class LateClock(SystemClock):
    """Tells a later time, at which the sweep takes everything that lies about for abandoned."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=1)


def main(step: Step | None) -> None:
    """Serve, and die after the step; sweep at the start, as if all lay there for long."""
    container = compose(read_settings(current_environment()))
    container.files.staging_clock.override(LateClock())
    container.schedule.override(MemorySchedule())
    scratch = container.settings().stores.data_dir / "scratch"
    container.engine.override(MemoryMediaEngine(scratch, {CONTENT: TWO_RENDITIONS}))
    if step is not None and step.port == "writer":
        container.staging.override(StagingOfDyingWriters(container.staging(), step))
    elif step is not None:
        port = getattr(container, step.port)
        port.override(Dying(port(), step))
    serve_composed(container)


def _asked(words: Sequence[str]) -> Step | None:
    if not words:
        return None
    port, method, call = words
    return Step("as asked", port, method, int(call))


if __name__ == "__main__":
    main(_asked(sys.argv[1:]))
