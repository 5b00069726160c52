"""How large the output of a plan will be and how long it will take, before any work."""

from domain.video.plan import Estimate, Method, PlannedAudio, PlannedRung
from domain.video.source import SourceInfo

_AREA_EXPONENT = 0.75
"""Bits grow more slowly than pixels, since neighbours resemble each other more.
Source: the "power of 0.75" rule, Ben Waggoner, Compression for Great Video and Audio, 2nd ed.
"""

_ENCODED_AUDIO_BPS = 128_000

_ENCODED_PX_A_CORE_S = 60_000_000
"""Pixels that one core decodes, scales and encodes in a second.
Source: the ladder rows of `BENCHMARKS.md`; processors differ by a factor of three either way.
"""

_COPIED_BYTES_A_CORE_S = 400_000_000
_STARTS_CORE_S = 0.5
"""Looking at the file, and its pictures. Source: the same."""


def estimate(
    source: SourceInfo,
    rungs: tuple[PlannedRung, ...],
    audio: PlannedAudio | None,
    encoded_px: int,
) -> Estimate:
    """Return what to expect; sizes hold within a factor of two or three, as content differs.

    Args:
        source: the file.
        rungs: everything that is made of its picture, a stopgap included.
        audio: what is made of its sound.
        encoded_px: pixels to encode, frames times area over all rungs.
    """
    picture_bytes = _picture_bytes(source)
    sound_bytes = _sound_bps(source, audio) * source.duration_s / 8
    rungs_bytes = tuple(
        round(_rung_bytes(source, planned, picture_bytes) + sound_bytes) for planned in rungs
    )
    core_s = _STARTS_CORE_S + encoded_px / _ENCODED_PX_A_CORE_S
    if any(planned.method is Method.COPY for planned in rungs):
        core_s += source.size_bytes / _COPIED_BYTES_A_CORE_S
    return Estimate(rungs_bytes=rungs_bytes, core_s=round(core_s, 1))


def _rung_bytes(source: SourceInfo, planned: PlannedRung, picture_bytes: float) -> float:
    if planned.method is Method.COPY:
        return picture_bytes
    ceiling_bytes = planned.rung.max_bps * source.duration_s / 8
    area_px = max(1, source.width_px * source.height_px)
    share = float((planned.rung.area_px / area_px) ** _AREA_EXPONENT)
    return min(ceiling_bytes, picture_bytes * share)


def _picture_bytes(source: SourceInfo) -> float:
    if source.video.bitrate_bps:
        return source.video.bitrate_bps * source.duration_s / 8
    sound_bps = source.audio.bitrate_bps or _ENCODED_AUDIO_BPS if source.audio else 0
    return max(0.0, source.size_bytes - sound_bps * source.duration_s / 8)


def _sound_bps(source: SourceInfo, audio: PlannedAudio | None) -> int:
    if audio is None or source.audio is None:
        return 0
    copied_bps = source.audio.bitrate_bps if audio.method is Method.COPY else None
    return copied_bps or _ENCODED_AUDIO_BPS
