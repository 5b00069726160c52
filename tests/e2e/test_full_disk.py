"""A disk that is full at one stage or another, and space that comes back."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.children import media_children
from tests.e2e.engines import OF_FFMPEG, Install
from tests.e2e.person import Json, Person, Registers
from tests.e2e.product import Product
from tests.e2e.published import assert_whole, attempts_of
from tests.files_below import files_below
from tests.polling import wait_until

_DISK_MIB = 48
_MIB = 1024**2
_ROOM_FOR_RECORDS_BYTES = _MIB
_SETTINGS = {"JOB_BACKOFF": "1s", "RECONCILE_INTERVAL": "1s", "WORKER_CONCURRENCY": "1"}


@pytest.fixture
def small(tmp_path: Path, install: Install) -> Iterator[Product]:
    """Yield an installation whose data folder is a file system of a few mebibytes."""
    product = install(tmp_path)
    with _small_disk(product.data_dir):
        yield product


def test_T32_an_upload_that_does_not_fit_is_refused_and_leaves_nothing(
    small: Product, film: Path, registers: Registers
) -> None:
    with small.serving(**_SETTINGS):
        ada = registers(small.base_url)
        _fill(small, film.stat().st_size // 2)
        with film.open("rb") as file:
            answer = ada.http.post(
                "/api/videos/upload", data={"title": "Bikes"}, files={"video": file}
            )
        assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
        wait_until(lambda: not small.temporary_files())

        _free(small)
        ada.waits_until_complete(ada.uploads(film))


@OF_FFMPEG
def test_T32_work_that_does_not_fit_fails_and_succeeds_when_there_is_room(
    small: Product, laddered_film: Path, registers: Registers
) -> None:
    with small.serving(**_SETTINGS, JOBS_IN_API="false"):
        ada = registers(small.base_url)
        video = ada.uploads(laddered_film)
    _fill(small, _ROOM_FOR_RECORDS_BYTES)
    with small.serving(**_SETTINGS):
        failed = ada.waits_until_failed(video)
        assert failed["failure"]["code"] == "storage_full"
        assert failed["failure"]["retryable"]
        wait_until(lambda: not _scratch(small))
        assert attempts_of(small.data_dir, video["id"]) == []

        _free(small)
        _retry(ada, video)
        assert ada.waits_until_complete(video)["status"] == "READY"
        _assert_clean(small, video)


@OF_FFMPEG
def test_T32_a_disk_that_fills_after_ready_leaves_what_plays(
    small: Product, laddered_film: Path, registers: Registers
) -> None:
    with small.serving(**_SETTINGS):
        ada = registers(small.base_url)
        video = ada.uploads(laddered_film)
        wait_until(lambda: _is_encoding(small), within_s=60)
        _fill(small, _ROOM_FOR_RECORDS_BYTES // 4)
        wait_until(lambda: not _scratch(small) and not media_children(small.data_dir), within_s=90)

        seen = ada.sees(video)
        assert seen["status"] == "READY"
        playlist = httpx.get(seen["streamUrl"])
        assert playlist.status_code == 200
        wait_until(lambda: len(attempts_of(small.data_dir, video["id"])) == 1, within_s=30)
        (folder,) = attempts_of(small.data_dir, video["id"])
        assert_whole(folder, is_complete=False)
        _free(small)
        assert ada.sees(video)["status"] == "READY"


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={_DISK_MIB}m", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk takes the right to mount: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(product: Product, leave_bytes: int) -> None:
    """Take all room but `leave_bytes`."""
    state = os.statvfs(product.data_dir)
    size_bytes = max(0, state.f_bavail * state.f_frsize - leave_bytes)
    with (product.data_dir / "ballast").open("wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, size_bytes)


def _free(product: Product) -> None:
    (product.data_dir / "ballast").unlink()


def _retry(person: Person, video: Json) -> None:
    answer = person.http.post(f"/api/videos/{video['id']}/retry")
    assert answer.is_success, answer.text


def _scratch(product: Product) -> list[Path]:
    return files_below(product.data_dir / "scratch")


def _is_encoding(product: Product) -> bool:
    return any("libx264" in child.command for child in media_children(product.data_dir))


def _assert_clean(product: Product, video: Json) -> None:
    wait_until(lambda: len(attempts_of(product.data_dir, video["id"])) == 1, within_s=30)
    wait_until(lambda: not product.temporary_files(), within_s=30)
    (folder,) = attempts_of(product.data_dir, video["id"])
    assert_whole(folder)
