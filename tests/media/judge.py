"""An opinion on what was published that shares no code with the engine.

Playlists are read by the `m3u8` package, streams by ffprobe.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import m3u8

_CUT_TOLERANCE_S = 0.02
"""Rungs whose frames come at different rates cannot cut closer."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One rung as an independent reader sees it."""

    name: str
    size_px: tuple[int, int]
    codecs: str
    frame_rate_fps: float
    duration_s: float
    cuts_s: tuple[float, ...]
    streams: dict[str, dict[str, Any]]

    @property
    def sync_offset_s(self) -> float:
        """How far the sound starts from the picture."""
        starts_s = [float(stream["start_time"]) for stream in self.streams.values()]
        return max(starts_s) - min(starts_s)


class Judge:
    """Reads published folders with the given ffprobe."""

    def __init__(self, ffprobe: str) -> None:
        self._ffprobe = ffprobe

    def variants(self, folder: Path) -> list[Variant]:
        """Return what the master playlist leads to, after checking that all of it is there."""
        master = m3u8.load(str(folder / "master.m3u8"))
        assert master.is_variant
        assert master.is_independent_segments
        return [self._variant(folder, entry) for entry in master.playlists]

    def probe(self, path: Path, *options: str) -> dict[str, Any]:
        """Return ffprobe's JSON about `path`."""
        command = [self._ffprobe, "-loglevel", "error", *options, "-of", "json", str(path)]
        answer: dict[str, Any] = json.loads(
            subprocess.run(command, check=True, capture_output=True).stdout
        )
        return answer

    def packets(self, path: Path) -> list[str]:
        """Return a digest of each stored picture, in the order of the file."""
        options = ("-select_streams", "v:0", "-show_packets", "-show_data_hash", "md5")
        return [packet["data_hash"] for packet in self.probe(path, *options)["packets"]]

    def _variant(self, folder: Path, entry: Any) -> Variant:  # noqa: ANN401 - the package is untyped
        path = folder / entry.uri
        playlist = m3u8.load(str(path))
        assert playlist.is_endlist
        init = folder / playlist.segment_map[0].uri
        cuts_s, now_s = [], 0.0
        for segment in playlist.segments:
            assert (folder / segment.uri).stat().st_size > 0
            self._begins_with_a_key_frame(init, folder / segment.uri)
            cuts_s.append(now_s)
            now_s += segment.duration
            assert round(segment.duration) <= playlist.target_duration
        streams = {
            stream["codec_type"]: stream for stream in self.probe(path, "-show_streams")["streams"]
        }
        assert entry.stream_info.bandwidth >= entry.stream_info.average_bandwidth > 0
        return Variant(
            name=entry.uri.removesuffix(".m3u8"),
            size_px=entry.stream_info.resolution,
            codecs=entry.stream_info.codecs,
            frame_rate_fps=entry.stream_info.frame_rate,
            duration_s=now_s,
            cuts_s=tuple(cuts_s),
            streams=streams,
        )

    def _begins_with_a_key_frame(self, init: Path, segment: Path) -> None:
        joined = segment.with_suffix(".joined")
        joined.write_bytes(init.read_bytes() + segment.read_bytes())
        packets = self.probe(
            joined, "-select_streams", "v:0", "-show_packets", "-read_intervals", "%+#1"
        )["packets"]
        joined.unlink()
        assert packets[0]["flags"].startswith("K"), segment.name


def joined(folder: Path, name: str) -> Path:
    """Return one MP4 file made of all parts of a rung."""
    playlist = m3u8.load(str(folder / f"{name}.m3u8"))
    parts = [playlist.segment_map[0].uri, *(segment.uri for segment in playlist.segments)]
    path = folder.with_name(f"{name}.mp4")
    path.write_bytes(b"".join((folder / part).read_bytes() for part in parts))
    return path


def assert_playable(variants: list[Variant], duration_s: float, offset_s: float = 0.0) -> None:
    """Check what every published video must hold, whatever it was made of.

    `offset_s` is how far apart sound and picture start in the source.
    """
    tolerance_s = max(1.0, 0.02 * duration_s)
    for variant in variants:
        assert abs(variant.duration_s - duration_s) <= tolerance_s, variant
        assert abs(variant.sync_offset_s - offset_s) < 0.05, variant
        assert variant.streams["video"]["codec_name"] == "h264"
        assert variant.streams["video"]["pix_fmt"] in {"yuv420p", "yuvj420p"}
        assert set(variant.streams) <= {"video", "audio"}
    assert_cut_alike(variants)


def assert_cut_alike(variants: list[Variant]) -> None:
    """Check that players can change between the variants at every segment."""
    first, *others = variants
    for other in others:
        assert len(other.cuts_s) == len(first.cuts_s), (other.name, other.cuts_s, first.cuts_s)
        for cut_s, expected_s in zip(other.cuts_s, first.cuts_s, strict=True):
            assert abs(cut_s - expected_s) <= _CUT_TOLERANCE_S, other.name
