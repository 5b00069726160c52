"""Playlists, read and written; the `m3u8` package has the last word on what we write."""

from fractions import Fraction

import m3u8

from adapters.media.ffmpeg.cuts import subdivide
from adapters.media.ffmpeg.playlist import Variant, parse_media_playlist, write_master_playlist

_MEDIA = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:5
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="360p_init.mp4"
#EXTINF:4.500000,
360p_00000.m4s
#EXTINF:1.250000,
360p_00001.m4s
#EXT-X-ENDLIST
"""


def _variant(name: str, height_px: int) -> Variant:
    return Variant(
        name=name,
        width_px=height_px * 16 // 9,
        height_px=height_px,
        frame_rate_fps=Fraction(30_000, 1001),
        peak_bps=2_000_000,
        average_bps=1_000_000,
        codecs=("avc1.64001f", "mp4a.40.2"),
    )


def test_a_media_playlist_is_read_as_it_was_written() -> None:
    playlist = parse_media_playlist(_MEDIA)

    assert playlist.init_name == "360p_init.mp4"
    assert [segment.name for segment in playlist.segments] == ["360p_00000.m4s", "360p_00001.m4s"]
    assert playlist.duration_s == 5.75
    assert playlist.cuts_s == (0.0, 4.5)
    assert playlist.is_ended


def test_a_playlist_that_was_broken_off_is_not_ended() -> None:
    assert not parse_media_playlist(_MEDIA.replace("#EXT-X-ENDLIST\n", "")).is_ended


def test_an_independent_reader_understands_the_master_playlist() -> None:
    text = write_master_playlist((_variant("720p", 720), _variant("360p", 360)))

    master = m3u8.loads(text)

    assert master.is_independent_segments
    assert [entry.uri for entry in master.playlists] == ["720p.m3u8", "360p.m3u8"]
    info = master.playlists[0].stream_info
    assert (info.bandwidth, info.average_bandwidth) == (2_000_000, 1_000_000)
    assert info.resolution == (1280, 720)
    assert info.codecs == "avc1.64001f,mp4a.40.2"
    assert info.frame_rate == 29.97


def test_segments_of_common_length_are_not_divided() -> None:
    assert subdivide((0.0, 5.2, 12.9), 14.0, 4) == (0.0, 5.2, 12.9)


def test_long_segments_are_divided_evenly_and_keep_their_cuts() -> None:
    assert subdivide((0.0, 12.0), 22.0, 4) == (
        0.0,
        4.0,
        8.0,
        12.0,
        12.0 + 10 / 3,
        12.0 + 20 / 3,
    )
