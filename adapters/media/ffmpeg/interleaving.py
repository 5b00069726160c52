"""Several streams of events as one."""

import asyncio
from collections.abc import AsyncGenerator

from application.ports.media_engine import EngineEvent

EventStream = AsyncGenerator[EngineEvent, None]


async def interleave(*sources: EventStream) -> EventStream:
    """Yield what `sources` yield, as it comes.

    All are at work at once, but each goes on from an event only when that was taken.
    However this ends, every source has ended before.
    """
    steps = {_next_of(source): source for source in sources}
    try:
        while steps:
            done, _ = await asyncio.wait(steps, return_when=asyncio.FIRST_COMPLETED)
            for step in done:
                source = steps.pop(step)
                event = step.result()
                if event is not None:
                    yield event
                    steps[_next_of(source)] = source
    finally:
        for step in steps:
            step.cancel()
        await asyncio.gather(*steps, return_exceptions=True)
        for source in sources:
            await source.aclose()


def _next_of(source: EventStream) -> asyncio.Task[EngineEvent | None]:
    """Return the step to the next event, which is None at the end."""
    return asyncio.create_task(_step(source))


async def _step(source: EventStream) -> EngineEvent | None:
    return await anext(source, None)
