"""Which command was asked for, and with what."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from entrypoints.cli.admin import run_admin
from entrypoints.cli.demo import run_demo
from entrypoints.cli.migrate import run_migrate
from entrypoints.cli.plan import run_plan
from entrypoints.cli.serve import run_serve
from entrypoints.cli.sweep import run_sweep
from entrypoints.cli.work import run_worker
from entrypoints.lifespan import StartError
from entrypoints.read_settings import read_settings
from entrypoints.setting_reader import SettingsError
from entrypoints.settings import Settings, current_environment

_SUCCESS, _FAILURE = 0, 1


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status; what is wrong is told on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings(current_environment())
        return _SUCCESS if _run(asked, settings) else _FAILURE
    except (SettingsError, StartError) as error:
        print(error, file=sys.stderr)
        return _FAILURE
    except KeyboardInterrupt:
        return _SUCCESS


def _run(asked: argparse.Namespace, settings: Settings) -> bool:
    match asked.command:
        case "serve":
            return run_serve(settings)
        case "worker":
            return run_worker(settings)
        case "migrate":
            return run_migrate(settings)
        case "admin":
            return run_admin(settings, asked.act, asked.email)
        case "sweep":
            return run_sweep(settings, dry_run=asked.dry_run)
        case "plan":
            return run_plan(settings, asked.file)
        case _:
            return run_demo(settings)


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
