"""Which command was asked for, and with what."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from entrypoints.read_settings import read_settings
from entrypoints.setting_reader import SettingsError
from entrypoints.settings import Settings, current_environment
from entrypoints.start_error import StartError

_SUCCESS, _FAILURE = 0, 1


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status; what is wrong is told on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        run = _command(asked, read_settings(current_environment()))
        _begin_collecting()
        return _SUCCESS if run() else _FAILURE
    except (SettingsError, StartError) as error:
        print(error, file=sys.stderr)
        return _FAILURE
    except KeyboardInterrupt:
        return _SUCCESS


def _begin_collecting() -> None:
    """Look for garbage from here on, but never among what was loaded: it is here to stay."""
    gc.freeze()
    gc.enable()


def _command(asked: argparse.Namespace, settings: Settings) -> Callable[[], bool]:
    match asked.command:
        case "serve":
            from entrypoints.cli.serve import run_serve

            return partial(run_serve, settings)
        case "worker":
            from entrypoints.cli.work import run_worker

            return partial(run_worker, settings)
        case "migrate":
            from entrypoints.cli.migrate import run_migrate

            return partial(run_migrate, settings)
        case "admin":
            from entrypoints.cli.admin import run_admin

            return partial(run_admin, settings, asked.act, asked.email)
        case "sweep":
            from entrypoints.cli.sweep import run_sweep

            return partial(run_sweep, settings, dry_run=asked.dry_run)
        case "plan":
            from entrypoints.cli.plan import run_plan

            return partial(run_plan, settings, asked.file)
        case _:
            from entrypoints.cli.demo import run_demo

            return partial(run_demo, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m entrypoints",
        description="A self-hosted video streaming backend. Settings come from the environment.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="serve the HTTP API, and work on videos beside it")
    commands.add_parser("worker", help="work on videos, without an HTTP API")
    commands.add_parser("migrate", help="bring the database up to date, and end")
    admin = commands.add_parser("admin", help="make somebody an administrator, or unmake them")
    acts = admin.add_subparsers(dest="act", required=True, metavar="ACT")
    for act, told in (("grant", "make an administrator"), ("revoke", "make a user again")):
        acts.add_parser(act, help=told).add_argument(
            "email", metavar="EMAIL", help="of the account"
        )
    sweep = commands.add_parser("sweep", help="remove what crashes left behind, and end")
    sweep.add_argument("--dry-run", action="store_true", help="only count it")
    plan = commands.add_parser("plan", help="tell what would happen to a file, and why")
    plan.add_argument("file", type=Path, help="a video file")
    commands.add_parser("demo", help="register, upload a clip, wait, and print a URL to play")
    return parser
