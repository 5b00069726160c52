"""The least that changing a record costs: a bare loop on the same driver.

Run as `python -m tests.bench.bare_writes STORE ADDRESS SECONDS`: `sqlite` and a file, which one
thread changes with a commit each, or `mongodb` and a URI, over as many tasks as there are
connections. Prints the microseconds of each change.
"""

import asyncio
import itertools
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from adapters.persistence.mongodb.client import close_client, database_of, make_client
from adapters.persistence.sqlite.connection import connect_for_writing
from entrypoints import event_loop
from tests.bench.cores import take_the_first
from tests.bench.load import CONNECTIONS

_VIDEOS = 2400


def _in_sqlite(path: Path, seconds: float) -> float:
    with closing(connect_for_writing(path, 10.0)) as file:
        found = file.execute("SELECT body, id FROM videos ORDER BY id DESC LIMIT ?", [_VIDEOS])
        videos = itertools.cycle(found.fetchall())
        began_s, changed = time.perf_counter(), 0
        while time.perf_counter() < began_s + seconds:
            _change(file, next(videos))
            changed += 1
        return (time.perf_counter() - began_s) / changed * 1e6


def _change(file: sqlite3.Connection, video: tuple[str, str]) -> None:
    file.execute("BEGIN IMMEDIATE")
    file.execute("SELECT body FROM videos WHERE id = ?", video[1:]).fetchone()
    file.execute("UPDATE videos SET version = version + 1, body = ? WHERE id = ?", video)
    file.execute("COMMIT")


async def _in_mongodb(uri: str, seconds: float) -> float:
    client = make_client(uri, "motor", 10.0)
    videos = database_of(client)["videos"]
    found = itertools.cycle([each async for each in videos.find().limit(_VIDEOS)])
    began_s, changed = time.perf_counter(), 0

    async def change_on() -> None:
        nonlocal changed
        while time.perf_counter() < began_s + seconds:
            video = next(found)
            await videos.find_one({"_id": video["_id"]})
            await videos.replace_one({"_id": video["_id"]}, video | {"version": changed})
            changed += 1

    await asyncio.gather(*(change_on() for _ in range(CONNECTIONS)))
    await close_client(client)
    return (time.perf_counter() - began_s) / changed * 1e6


if __name__ == "__main__":
    take_the_first()
    store, address, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    if store == "sqlite":
        sys.stdout.write(str(_in_sqlite(Path(address), seconds)))
    else:
        sys.stdout.write(str(event_loop.run(_in_mongodb(address, seconds))))
