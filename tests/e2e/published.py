"""What lies in the media folder of an installation."""

from pathlib import Path

import m3u8


def attempts_of(data_dir: Path, video_id: str) -> list[Path]:
    """Return the folders of the attempts whose files are kept."""
    folder = data_dir / "media" / video_id
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def assert_whole(folder: Path, *, is_complete: bool = True) -> None:
    """Assert that a published folder holds every file that is named, and no other.

    A video that is not complete may lack its preview.
    """
    master = m3u8.loads((folder / "master.m3u8").read_text())
    assert master.playlists
    named = {"master.m3u8"}
    for variant in master.playlists:
        playlist = m3u8.loads((folder / variant.uri).read_text())
        named |= {variant.uri, *(part.uri for part in playlist.segments)}
        named |= {part.uri for part in playlist.segment_map}
    found = {path.name for path in folder.iterdir()}
    pictures = {name for name in found if name.endswith((".jpg", ".vtt")) or name == "preview.mp4"}
    assert "preview.mp4" in pictures or not is_complete
    assert found - pictures == named
    assert all((folder / name).stat().st_size for name in found)
