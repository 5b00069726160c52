"""What was acknowledged outlives the process that wrote it."""

import subprocess
import sys
import textwrap
from pathlib import Path

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from domain.ids import UserId
from tests.house.tree import ROOT

ACKNOWLEDGED = 50


async def test_P25_acknowledged_writes_survive_a_kill_in_the_middle_of_others(path: Path) -> None:
    script = textwrap.dedent(f"""
        import asyncio
        from pathlib import Path
        from adapters.persistence.sqlite.database import SqliteDatabase
        from adapters.persistence.sqlite.user_repository import SqliteUserRepository
        from tests.builders import a_user

        async def add_for_ever(users):
            while True:
                user = a_user()
                await users.add(user)
                print(user.id, flush=True)

        async def main():
            async with SqliteDatabase(Path({str(path)!r})) as database:
                users = SqliteUserRepository(database)
                await asyncio.gather(*(add_for_ever(users) for _ in range(8)))

        asyncio.run(main())
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdout is not None
        told = [writing.stdout.readline() for _ in range(ACKNOWLEDGED)]
        writing.kill()
        told += [line for line in writing.stdout if line.endswith("\n")]

    async with SqliteDatabase(path) as database:
        users = SqliteUserRepository(database)
        found = [await users.get(UserId.parse(line.strip())) for line in told]

    assert len(found) >= ACKNOWLEDGED
