"""`plan FILE`: what would happen to a file, and why."""

import sys
from fractions import Fraction
from pathlib import Path

import msgspec

from application.app import Application
from application.errors import PlanUnknownError, ProcessingFailedError, SourceMissingError
from application.ports.media_engine import Planned
from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.lifespan import compose
from entrypoints.settings import Settings


def run_plan(settings: Settings, file: Path) -> bool:
    """Print the plan as JSON; tell whether there is one."""
    try:
        planned = event_loop.run(_plan(compose(settings), file.absolute()))
    except SourceMissingError:
        print(f"There is no file {file}", file=sys.stderr)
        return False
    except PlanUnknownError as error:
        print(error.message, file=sys.stderr)
        return False
    except ProcessingFailedError as error:
        print(f"{error.code}: {error.code.message}", file=sys.stderr)
        return False
    encoded = msgspec.json.encode(planned, enc_hook=_encode_fraction)
    print(msgspec.json.format(encoded).decode())
    return True


async def _plan(container: Container, file: Path) -> Planned:
    application: Application = container.application()
    return await application.plan_file(await container.local_source(file))


def _encode_fraction(value: object) -> float:
    if isinstance(value, Fraction):
        return round(float(value), 3)
    raise NotImplementedError(type(value))
