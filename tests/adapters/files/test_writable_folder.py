"""Whether a folder takes files."""

from pathlib import Path

import pytest

from adapters.files.writable_folder import WritableFolderCheck
from application.errors import ServiceUnavailableError


async def test_P47_a_folder_that_takes_files_is_up_and_stays_as_it_was(tmp_path: Path) -> None:
    await WritableFolderCheck("media", tmp_path).check()

    assert list(tmp_path.iterdir()) == []


async def test_P47_a_folder_that_cannot_be_made_is_down(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(ServiceUnavailableError):
        await WritableFolderCheck("media", tmp_path / "file" / "media").check()


async def test_P47_a_folder_that_comes_back_is_up_again(tmp_path: Path) -> None:
    (tmp_path / "media").write_bytes(b"")
    check = WritableFolderCheck("media", tmp_path / "media")
    with pytest.raises(ServiceUnavailableError):
        await check.check()

    (tmp_path / "media").unlink()

    await check.check()
