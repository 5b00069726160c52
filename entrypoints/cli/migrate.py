"""`migrate`: the database as this version needs it."""

from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.lifespan import compose, opened
from entrypoints.settings import Settings


def run_migrate(settings: Settings) -> bool:
    """Open the database, which brings it up to date, and close it."""
    event_loop.run(_migrate(compose(settings)))
    print("The database is up to date.")
    return True


async def _migrate(container: Container) -> None:
    async with opened(container, with_worker=False):
        return
