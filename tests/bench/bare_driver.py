"""The most that a driver can do: a loop that asks what the product asks, and answers nobody.

It asks for heads, as the product does of what it read before, and for each person by itself.

Run as `python -m tests.bench.bare_driver URI DRIVER OWNER_IDS VIDEO_ID SECONDS`, the owners parted
by commas; prints the microseconds of each detail, of each first page of the first owner, and of
each of all owners in turn.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Awaitable, Callable

from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import close_client, database_of, make_client
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.page_queries import PageQuestion, asking_for
from application.pages import VideoQuery
from domain.ids import UserId, VideoId
from entrypoints import event_loop
from tests.bench.cores import take_the_first
from tests.bench.load import CONNECTIONS


async def _main(uri: str, driver: str, owner_ids: str, video_id: str, seconds: float) -> None:
    client = make_client(uri, driver, 10.0)
    videos = MongoCollection(database_of(client)["videos"])
    one = queries.undeleted([VideoId(video_id)])
    firsts = [
        asking_for([PageQuestion(UserId(owner_id), VideoQuery(), is_whole=False)])
        for owner_id in owner_ids.split(",")
    ]
    in_turn = itertools.cycle(firsts)

    async def detail() -> None:
        await videos.find(one, fields=queries.HEAD)

    async def page() -> None:
        await videos.aggregate(firsts[0])

    async def page_in_turn() -> None:
        await videos.aggregate(next(in_turn))

    for ask in (detail, page, page_in_turn):
        sys.stdout.write(f"{await _us_each(ask, seconds)} ")
    await close_client(client)


async def _us_each(ask: Callable[[], Awaitable[None]], seconds: float) -> float:
    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))  # connects
    began_s = time.perf_counter()
    asked = 0

    async def ask_on() -> None:
        nonlocal asked
        while time.perf_counter() < began_s + seconds:
            await ask()
            asked += 1

    await asyncio.gather(*(ask_on() for _ in range(CONNECTIONS)))
    return (time.perf_counter() - began_s) / asked * 1e6


if __name__ == "__main__":
    take_the_first()
    uri, driver, owner_ids, video_id, seconds = sys.argv[1:]
    event_loop.run(_main(uri, driver, owner_ids, video_id, float(seconds)))
