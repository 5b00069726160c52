"""Every example of the README, as it stands there."""

import asyncio
import re
import subprocess
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import sync_playwright

from entrypoints.settings import Settings, StoreSettings
from tests.e2e.engines import ON_EVERY_ENGINE, Engine, Install
from tests.e2e.frontend import serving_frontend
from tests.e2e.person import Person, Registers
from tests.e2e.product import Product
from tests.services.chromium import CHROMIUM_ARGUMENTS

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text()


@dataclass
class Page:
    """A page of a frontend with an example and tus-js-client in it."""

    origin: str
    chromium_path: Path
    tus_js: Path

    def calls(
        self, example: str, function: str, person: Person, product: Product, film: Path
    ) -> str:
        """Return what a function of the example answers for a chosen file."""
        token = person.token
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=self.chromium_path, args=list(CHROMIUM_ARGUMENTS)
            ) as browser,
        ):
            page = browser.new_page()
            page.goto(self.origin)
            page.set_content("<input type=file>")
            page.add_script_tag(path=self.tus_js / "dist" / "tus.min.js")
            page.add_script_tag(content=example)
            page.set_input_files("input", film)
            answer = page.evaluate(
                f"([base, token]) =>"
                f" {function}(base, token, document.querySelector('input').files[0])",
                [product.base_url, token],
            )
        return str(answer)


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


def test_the_curl_upload_is_followed_until_it_plays(
    embedded: Product, ada: Person, film: Path
) -> None:
    token = ada.token
    done = subprocess.run(
        ["bash", "-eu", "-c", _example("bash")],
        env=embedded.environment | {"BASE": embedded.base_url, "TOKEN": token, "FILE": str(film)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "video.created" in done.stdout
    assert "video.playable" in done.stdout


def test_the_python_upload_is_followed_until_it_plays(
    embedded: Product, ada: Person, film: Path
) -> None:
    names: dict[str, Any] = {}
    exec(_example("py"), names)
    token = ada.token
    video_id = names["upload_and_follow"](embedded.base_url, token, str(film))
    assert ada.sees({"id": video_id})["status"] == "READY"


def test_the_browsers_upload_is_followed_until_it_plays(
    tmp_path: Path,
    install: Install,
    registers: Registers,
    film: Path,
    chromium_path: Path,
    tus_js: Path,
) -> None:
    product = install(tmp_path / "product")
    with serving_frontend() as origin, product.serving(CORS_ORIGINS=origin):
        ada = registers(product.base_url)
        page = Page(origin, chromium_path, tus_js)
        video_id = page.calls(_example("js"), "uploadAndFollow", ada, product, film)
        assert ada.sees({"id": video_id})["status"] == "READY"


@ON_EVERY_ENGINE
def test_one_code_path_uploads_to_either_engine(
    tmp_path: Path,
    install: Install,
    engine: Engine,
    registers: Registers,
    film: Path,
    chromium_path: Path,
    tus_js: Path,
) -> None:
    product = install(tmp_path / "product")
    with serving_frontend() as origin, product.serving(CORS_ORIGINS=origin):
        ada = registers(product.base_url)
        page = Page(origin, chromium_path, tus_js)
        video_id = page.calls(_example("javascript"), "uploadDirect", ada, product, film)
        video = ada.waits_until_ready({"id": video_id})
        assert video["sizeBytes"] == film.stat().st_size
        assert engine.files_of(product, video)


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (_ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", _README)) <= targets


def test_every_path_that_is_named_exists() -> None:
    paths = re.findall(r"`((?:entrypoints|application|tests|adapters|domain)/[\w/.]+)`", _README)
    assert paths
    assert [path for path in paths if not (_ROOT / path).exists()] == []
