"""What an asset is to us, and whether it keeps our rules."""

from fractions import Fraction

from adapters.media.cloudinary import unconfirmed
from adapters.media.cloudinary.answers import AssetAnswer
from domain.video.failure import FailureCode
from domain.video.limits import MediaLimits, find_excess
from domain.video.source import AudioStream, SourceInfo, VideoStream

_FINEST_RATE = 1001 * 60


def source_info_of(asset: AssetAnswer) -> SourceInfo | None:
    """Return what is known about the original; None where its size or length is not told."""
    if not asset.width or not asset.height or not asset.duration:
        return None
    width_px, height_px = unconfirmed.displayed_px(asset.width, asset.height, asset.rotation)
    rate_fps = Fraction(asset.frame_rate or 0).limit_denominator(_FINEST_RATE)
    video = VideoStream(
        index=0,
        codec=str((asset.video or {}).get("codec", "")),
        coded_width_px=width_px,
        coded_height_px=height_px,
        frame_rate_fps=rate_fps,
        base_rate_fps=rate_fps,
    )
    return SourceInfo(
        container=asset.format,
        size_bytes=asset.bytes or 0,
        duration_s=asset.duration,
        video=video,
        audio=_sound_of(asset),
        streams=2 if asset.audio else 1,
    )


def find_broken_rule(asset: AssetAnswer, limits: MediaLimits) -> FailureCode | None:
    """Return the code of the first rule that an asset breaks, or None."""
    if asset.is_audio or asset.video == {}:
        return FailureCode.NO_VIDEO_STREAM
    info = source_info_of(asset)
    return find_excess(info, limits) if info else None


def _sound_of(asset: AssetAnswer) -> AudioStream | None:
    if not asset.audio:
        return None
    codec = str(asset.audio.get("codec", ""))
    channels, rate_hz = (asset.audio.get(name) for name in ("channels", "frequency"))
    return AudioStream(1, codec, int(channels or 2), int(rate_hz or 48_000))
