"""Files that people really upload, other than the easy one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.media.clips import AAC, H264, Studio

_X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none")
_PQ_TAGS = (
    "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:max-cll=1000,400"
    ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
)
_PQ = ("-pix_fmt", "yuv420p10le", "-x265-params", _PQ_TAGS)
_HLG = ("-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none:transfer=arib-std-b67")
_UNEVEN = (
    "-vf", r"select=not(between(n\,20\,45))+not(mod(n\,3)),setpts=PTS+0.004*mod(N\,3)/TB",
    "-fps_mode", "vfr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OddInput:
    """A file, and what must come of it: its displayed size, its playing time, whether it sounds.

    `offset_s` is how far its sound and picture start apart, which copying keeps.
    """

    make: Callable[[Studio], Path]
    size_px: tuple[int, int] = (320, 180)
    duration_s: float = 3.0
    has_sound: bool = True
    offset_s: float = 0.0


def _clip(name: str, *options: str, **settings: str | float) -> Callable[[Studio], Path]:
    return lambda studio: studio.clip(name, *options, **settings)  # type: ignore[arg-type]  # by name


def _remade(name: str, *options: str) -> Callable[[Studio], Path]:
    """Return a maker that copies the streams of the plain clip with `options`."""
    return lambda studio: studio.made(name, "-i", str(studio.plain(3)), "-c", "copy", *options)


def _rotated(studio: Studio) -> Path:
    plain = str(studio.plain(3))
    return studio.made("rotated.mp4", "-display_rotation", "90", "-i", plain, "-c", "copy")


def _trimmed(studio: Studio) -> Path:
    plain = str(studio.plain(6))
    return studio.made("trimmed.mp4", "-ss", "1.5", "-i", plain, "-c", "copy")


def _late_picture(studio: Studio) -> Path:
    plain = str(studio.plain(3))
    return studio.made(
        "late_picture.mkv", "-itsoffset", "0.6", "-i", plain, "-i", plain,
        "-map", "0:v", "-map", "1:a", "-c", "copy",
    )  # fmt: skip


def _late_sound(studio: Studio) -> Path:
    plain = str(studio.plain(3))
    return studio.made(
        "late_sound.mp4", "-i", plain, "-itsoffset", "0.6", "-i", plain,
        "-map", "0:v", "-map", "1:a", "-c", "copy",
    )  # fmt: skip


def _two_of_each(studio: Studio) -> Path:
    plain = str(studio.plain(3))
    return studio.made(
        "two_of_each.mkv", "-i", plain,
        "-map", "0:v", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-c", "copy",
    )  # fmt: skip


def _with_cover(studio: Studio) -> Path:
    cover = studio.made(
        "cover.png", "-f", "lavfi", "-i", "color=red:size=600x600", "-frames:v", "1"
    )
    return studio.made(
        "cover.mp4", "-i", str(cover), "-i", str(studio.plain(3)), "-map", "0", "-map", "1",
        "-c", "copy", "-disposition:v:0", "attached_pic",
    )  # fmt: skip


def _live(studio: Studio) -> Path:
    """Make a WebM as browsers record it: no playing time, no index."""
    return studio.clip(
        "live.webm", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus",
        "-live", "1",
    )  # fmt: skip


ODD_INPUTS: dict[str, OddInput] = {
    "h264_in_mpegts": OddInput(_remade("plain.ts"), (640, 360)),
    "h264_in_matroska": OddInput(_remade("plain.mkv"), (640, 360)),
    "h264_in_flv": OddInput(_remade("plain.flv"), (640, 360)),
    "h264_fragmented": OddInput(
        _remade("fragmented.mp4", "-movflags", "frag_keyframe+empty_moov"),
        (640, 360),
        offset_s=0.067,
    ),
    "hevc": OddInput(_clip("hevc.mp4", *_X265, *AAC)),
    "hevc_10_bit": OddInput(_clip("hevc10.mkv", *_X265, "-pix_fmt", "yuv420p10le", *AAC)),
    "hdr_pq": OddInput(_clip("pq.mp4", *_X265, *_PQ, *AAC)),
    "hdr_hlg_with_little_said": OddInput(_clip("hlg.mkv", *_X265, *_HLG, *AAC)),
    "vp8_without_playing_time": OddInput(_live),
    "vp9": OddInput(
        _clip("vp9.webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8",
              "-c:a", "libopus")
    ),
    "av1": OddInput(_clip("av1.mp4", "-c:v", "libsvtav1", "-preset", "12", *AAC)),
    "prores": OddInput(_clip("prores.mov", "-c:v", "prores_ks", "-c:a", "pcm_s16le")),
    "mpeg2_in_program_stream": OddInput(_clip("mpeg2.mpg", "-c:v", "mpeg2video", "-c:a", "mp2")),
    "mpeg4_in_avi": OddInput(_clip("mpeg4.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame")),
    "motion_jpeg": OddInput(_clip("mjpeg.mov", "-c:v", "mjpeg", "-c:a", "pcm_u8")),
    "theora": OddInput(_clip("theora.ogv", "-c:v", "libtheora", "-c:a", "libvorbis")),
    "h264_10_bit": OddInput(
        _clip("hi10.mp4", *H264, "-pix_fmt", "yuv420p10le", *AAC)
    ),
    "h264_4_4_4": OddInput(
        _clip("444.mp4", *H264, "-pix_fmt", "yuv444p", *AAC)
    ),
    "full_range": OddInput(_clip("full.mp4", *H264, "-color_range", "pc", *AAC)),
    "interlaced": OddInput(
        _clip("interlaced.ts", "-vf", "interlace", "-c:v", "mpeg2video", "-flags", "+ildct+ilme",
              "-c:a", "ac3", rate="50"),
    ),
    "odd_sides": OddInput(
        _clip("odd.webm", "-vf", "crop=319:179", "-c:v", "libvpx-vp9", "-deadline", "realtime",
              "-cpu-used", "8", "-c:a", "libopus"),
        (318, 178),
    ),
    "wide_pixels": OddInput(
        _clip("anamorphic.mp4", *H264, "-vf", "setsar=4/3", *AAC, size="240x180"), (320, 180)
    ),
    "rotated": OddInput(_rotated, (360, 640)),
    "portrait": OddInput(_clip("portrait.mp4", *H264, *AAC, size="180x320"), (180, 320)),
    "uneven_frames": OddInput(_clip("vfr.mp4", *_UNEVEN, *H264, *AAC)),
    "120_frames_a_second": OddInput(_clip("fast.mp4", *H264, *AAC, rate="120", seconds=2),
                                    duration_s=2.0),
    "1_frame_a_second": OddInput(_clip("slow.mp4", *H264, *AAC, rate="1", seconds=6),
                                 duration_s=6.0),
    "mono_of_8_khz": OddInput(_clip("mono.mov", *H264, "-c:a", "pcm_mulaw", "-ar", "8000")),
    "5_1": OddInput(_clip("surround.mp4", *H264, "-c:a", "aac", "-ac", "6")),
    "no_sound": OddInput(_clip("silent.mp4", *H264, sound_seconds=0), has_sound=False),
    "picture_shorter_than_sound": OddInput(
        _clip("long_sound.mp4", *H264, *AAC, sound_seconds=5), duration_s=5.0
    ),
    "picture_begins_late": OddInput(_late_picture, (640, 360), 3.6),
    "sound_begins_late": OddInput(_late_sound, (640, 360), 3.6),
    "edit_list": OddInput(_trimmed, (640, 360), 4.5),
    "no_b_frames": OddInput(_clip("baseline.mp4", *H264, "-profile:v", "baseline", *AAC)),
    "two_of_each_stream": OddInput(_two_of_each, (640, 360)),
    "cover_before_the_picture": OddInput(_with_cover, (640, 360)),
    "two_rungs_without_b_frames": OddInput(
        _clip("no_b.mp4", *H264, "-bf", "0", *AAC, size="854x480", seconds=5), (854, 480), 5.0
    ),
    "two_rungs_and_uneven_key_frames": OddInput(
        _clip("uneven.mp4", *H264, "-g", "999", "-force_key_frames", "0.7,2.9,5.03", *AAC,
              size="854x480", seconds=6),
        (854, 480), 6.0,
    ),
    "two_rungs_and_uneven_frames": OddInput(
        _clip("vfr_large.mp4", *_UNEVEN, *H264, *AAC, size="854x480", seconds=5), (854, 480), 5.0
    ),
    "two_rungs_and_half_the_sound": OddInput(
        _clip("half.mp4", *H264, *AAC, size="854x480", seconds=5, sound_seconds=2),
        (854, 480), 5.0,
    ),
    "one_key_frame": OddInput(
        _clip("sparse.mp4", *H264, "-g", "9999", "-sc_threshold", "0", *AAC, seconds=14),
        duration_s=14.0,
    ),
    "wide_gamut": OddInput(
        _clip("wide.mp4", *_X265, "-x265-params", "log-level=none:colorprim=bt2020", *AAC)
    ),
    "a_tenth_of_a_second": OddInput(_clip("short.mp4", *H264, *AAC, seconds=0.1), duration_s=0.1),
}  # fmt: skip
"""By what is odd about them."""
