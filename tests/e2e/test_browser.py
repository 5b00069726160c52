"""Playback in a real browser, which asks for playlists and segments by itself."""

from pathlib import Path

from tests.e2e.browser import play_and_seek
from tests.e2e.person import Person


def test_chromium_plays_from_the_start_and_after_a_seek(
    ada: Person, film: Path, chromium_path: Path
) -> None:
    video = ada.waits_until_complete(ada.uploads(film))

    played = play_and_seek(chromium_path, video["streamUrl"])

    assert played["width"] > 0
    assert abs(played["duration"] - 8) < 1
