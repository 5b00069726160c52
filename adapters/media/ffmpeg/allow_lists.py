"""Which readers and decoders may touch an uploaded file."""

from types import MappingProxyType

READERS = MappingProxyType(
    {
        "mov": "mov,mp4,m4a,3gp,3g2,mj2",
        "matroska": "matroska,webm",
        "avi": "avi",
        "mpegts": "mpegts",
        "mpeg": "mpeg",
        "flv": "flv",
        "ogg": "ogg",
    }
)
"""Containers by their short name, with ffmpeg's full name for the reader.

Readers of playlists, scripts and pictures are absent: they open files that others name.
"""

VIDEO_CODECS = frozenset(
    {
        "av1", "dnxhd", "dvvideo", "ffv1", "flv1", "h261", "h263", "h264", "hevc", "huffyuv",
        "mjpeg", "mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v1", "msmpeg4v2", "msmpeg4v3",
        "prores", "qtrle", "rawvideo", "svq3", "theora", "utvideo", "vc1", "vp6", "vp6f", "vp8",
        "vp9", "wmv1", "wmv2", "wmv3",
    }
)  # fmt: skip
"""What cameras, phones, editors and browsers write, and what old files hold."""

AUDIO_CODECS = frozenset(
    {
        "aac", "ac3", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "alac", "amrnb", "amrwb",
        "amr_nb", "amr_wb", "dts", "dca", "eac3", "flac", "mp1", "mp2", "mp3", "mp3float",
        "nellymoser", "opus", "pcm_alaw", "pcm_f32be", "pcm_f32le", "pcm_mulaw", "pcm_s16be",
        "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le", "pcm_u8", "speex",
        "truehd", "vorbis", "wmav1", "wmav2",
    }
)  # fmt: skip

DECODERS = ",".join(sorted(VIDEO_CODECS | AUDIO_CODECS | {"libdav1d"}))
"""The same for ffmpeg: names of decoders, which are those of the codecs save for AV1's."""
