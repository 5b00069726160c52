"""Every example of the README, as it stands there."""

import asyncio
import re
import subprocess
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrypoints.settings import Settings, StoreSettings
from tests.e2e.product import Product

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text()


def _example(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", _README, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_curl_story_prints_a_stream_that_plays(embedded: Product, film: Path) -> None:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", _example("sh")],
        env=embedded.environment | {"BASE": embedded.base_url, "FILE": str(film)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "#EXTM3U" in httpx.get(done.stdout.strip()).text


@pytest.mark.parametrize("stores", ["memory", "sqlite"])
def test_the_library_example_ends_ready(stores: str, tmp_path: Path, film: Path) -> None:
    names: dict[str, Any] = {}
    exec(_example("python"), names)
    main: Callable[[Settings, str], Coroutine[Any, Any, str]] = names["main"]
    settings = Settings.in_memory()
    if stores == "sqlite":
        settings = replace(Settings(), stores=StoreSettings(data_dir=tmp_path))
    assert asyncio.run(main(settings, str(film))) == "READY"


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (_ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", _README)) <= targets


def test_every_path_that_is_named_exists() -> None:
    paths = re.findall(r"`((?:entrypoints|application|tests|adapters|domain)/[\w/.]+)`", _README)
    assert paths
    assert [path for path in paths if not (_ROOT / path).exists()] == []
