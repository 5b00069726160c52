"""The filter graph that turns one decoded picture into all rungs; pure, with golden tests."""

from fractions import Fraction

from adapters.media.ffmpeg.storyboard import Storyboard, sheets_chain
from domain.video.ladder import Rung
from domain.video.plan import EncodingPlan, Reason
from domain.video.source import SourceInfo, VideoStream

_SMALLEST_PAD_S = 0.01


_FOR_JPEG = ("format=yuvj420p", "setsar=1")
"""Comes after a scale to the full range: JPEG knows no other."""


def picture_graph(
    source: SourceInfo,
    plan: EncodingPlan,
    rungs: tuple[Rung, ...],
    storyboard: Storyboard | None = None,
) -> str:
    """Return a graph from the source's picture to pads `[v0]`, `[v1]`…, one per rung.

    Args:
        source: what is decoded; ffmpeg turns it upright before the graph.
        plan: tells the rate, and whether times must stay those of a copied rung.
        rungs: highest first; each is scaled from the one above, which costs less than from the
            source and looks the same.
        storyboard: what is drawn of the lowest, for next to nothing, and leaves at `[sheets]`.
    """
    chains = []
    feed = f"[0:{source.video.index}]"
    steps = [*_timing(source, plan), *_to_rung(source.video, rungs[0])]
    for place, rung in enumerate(rungs):
        if place > 0:
            steps = [_scale(rung)]
        is_last = place == len(rungs) - 1 and storyboard is None
        pads = f"[v{place}]" if is_last else f",split[v{place}][w{place}]"
        chains.append(f"{feed}{','.join(steps)}{pads}")
        feed = f"[w{place}]"
    if storyboard is not None:
        width_px, height_px = storyboard.tile_width_px, storyboard.tile_height_px
        tile = ",".join([f"scale={width_px}:{height_px}:out_range=full", *_FOR_JPEG])
        chains.append(f"{feed}{sheets_chain(storyboard, tile)}[sheets]")
    return ";".join(chains)


def still_chain(video: VideoStream, width_px: int, height_px: int) -> str:
    """Return the filters for one still picture in the colours that screens show."""
    colours = [*_to_standard_colours(video), "scale=out_range=full"]
    return ",".join([f"scale={width_px}:{height_px}", *colours, *_FOR_JPEG])


def excerpts_graph(
    video: VideoStream, excerpts: int, width_px: int, height_px: int, rate_fps: int
) -> str:
    """Return a graph from the pictures of `excerpts` inputs to one pad `[preview]`."""
    rung = Rung("preview", width_px, height_px, 0)
    steps = ",".join([f"fps={rate_fps}", *_to_rung(video, rung), "setpts=PTS-STARTPTS"])
    chains = [f"[{place}:{video.index}]{steps}[e{place}]" for place in range(excerpts)]
    pads = "".join(f"[e{place}]" for place in range(excerpts))
    return ";".join([*chains, f"{pads}concat=n={excerpts}[preview]"])


def sound_chain(source: SourceInfo, loudness_lufs: float | None) -> str:
    """Return the filters for sound that is encoded: it starts at 0 and ends with the picture."""
    steps = [
        # Gaps become silence, so that sound stays with the picture.
        "aresample=async=1:first_pts=0",
    ]
    if loudness_lufs is not None:
        # Source: EBU R 128; the true peak of -1.5 dB leaves room for the encoder's overshoot.
        steps.append(f"loudnorm=I={loudness_lufs:g}:TP=-1.5:LRA=11")
    # Chromium hangs on a seek to where there is picture and no sound.
    steps.append(f"apad=whole_dur={source.duration_s:.3f}")
    return ",".join(steps)


def sound_graph(source: SourceInfo, loudness_lufs: float | None, outputs: int) -> str:
    """Return the filters for the sound of several rungs, as `[a0]`, `[a1]` and so on.

    There must be sound. It is filtered once: where each rung has filters of its own, a source
    whose clock jumps can make threads of ffmpeg wait for each other for ever (seen in 9.0).
    """
    assert source.audio is not None  # noqa: S101 - the caller's promise
    labels = "".join(f"[a{place}]" for place in range(outputs))
    chain = sound_chain(source, loudness_lufs)
    return f"[0:{source.audio.index}]{chain},asplit={outputs}{labels}"


def _timing(source: SourceInfo, plan: EncodingPlan) -> list[str]:
    """Return the steps that settle which frames there are, and when."""
    video = source.video
    steps = []
    if video.is_interlaced:
        # One frame out of two fields: twice the frames would cost twice the bits.
        steps.append("bwdif=mode=send_frame")
    if plan.copied is not None:
        # Rungs beside a copied one keep the source's own times, even or not.
        return steps
    if Reason.PICTURE_ENDS_EARLY in plan.rungs[0].reasons and video.duration_s is not None:
        # The playlist would end with the picture, and the rest of the sound be lost.
        missing_s = max(_SMALLEST_PAD_S, source.duration_s - video.start_s - video.duration_s)
        steps.append(f"tpad=stop_mode=clone:stop_duration={missing_s:.3f}")
    # From 0 on, so that a picture that starts late does not shift the sound.
    steps.append(f"fps=fps={_ratio(plan.frame_rate_fps)}:start_time=0")
    return steps


def _to_rung(video: VideoStream, rung: Rung) -> list[str]:
    """Return the steps that settle size, colours and pixels; colours last, they cost most."""
    return [_scale(rung), "setsar=1", *_to_standard_colours(video), "format=yuv420p"]


def _scale(rung: Rung) -> str:
    return f"scale={rung.width_px}:{rung.height_px}:out_range=limited"


def _to_standard_colours(video: VideoStream) -> list[str]:
    """Return the steps from HDR or wide gamut to what every screen shows (BT.709)."""
    if video.is_hdr:
        return [
            # Files often leave matrix and primaries out; BT.2100 allows no others.
            "setparams=color_primaries=bt2020:colorspace=bt2020nc",
            "zscale=t=linear:npl=100",
            "format=gbrpf32le",
            "zscale=p=709",
            "tonemap=hable:desat=0",
            "zscale=t=709:m=709:r=limited",
            # Left in place, these make players show the result as if it were still HDR.
            "sidedata=delete:MASTERING_DISPLAY_METADATA",
            "sidedata=delete:CONTENT_LIGHT_LEVEL",
        ]
    if video.colour_primaries == "bt2020":
        return [
            "setparams=color_primaries=bt2020:color_trc=bt709:colorspace=bt2020nc",
            "zscale=t=709:p=709:m=709:r=limited",
        ]
    return []


def _ratio(rate_fps: Fraction) -> str:
    return f"{rate_fps.numerator}/{rate_fps.denominator}"
