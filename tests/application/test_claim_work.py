"""Who gets which work."""

import asyncio
from datetime import timedelta

from tests.application.platform import Platform


async def test_P37_the_user_with_the_fewest_running_goes_first(platform: Platform) -> None:
    busy, waiting = await platform.somebody(), await platform.somebody()
    for _ in range(3):
        await platform.upload(busy)
        platform.clock.advance(timedelta(seconds=1))
    late = await platform.upload(waiting)
    first = await platform.claim()
    second = await platform.claim()
    assert first.owner_id == busy.user_id
    assert second.id == late.id


async def test_P31_no_two_workers_get_one_claim(platform: Platform) -> None:
    for _ in range(5):
        await platform.upload(await platform.somebody())
    claims = await asyncio.gather(*(platform.claim_or_none() for _ in range(20)))
    taken = [video.id for video in claims if video is not None]
    assert len(taken) == len(set(taken)) == 5
