"""`sweep`: what crashes left behind, removed or only counted."""

from dataclasses import asdict

from application.use_cases.processing.sweep_abandoned import SweepCounts
from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.lifespan import compose, opened
from entrypoints.settings import Settings


def run_sweep(settings: Settings, *, dry_run: bool) -> bool:
    """Sweep once, and print a line for each kind of thing."""
    counts = event_loop.run(_sweep(compose(settings), dry_run=dry_run))
    for name, count in asdict(counts).items():
        print(f"{name.replace('_', ' ')}: {count}")
    return True


async def _sweep(container: Container, *, dry_run: bool) -> SweepCounts:
    async with opened(container, with_worker=False) as platform:
        return await platform.application.sweep_abandoned(dry_run=dry_run)
