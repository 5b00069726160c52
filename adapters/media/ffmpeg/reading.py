"""Arguments with which ffmpeg and ffprobe open an uploaded file; pure, with golden tests."""

from adapters.media.ffmpeg.allow_lists import DECODERS, READERS

INPUT = "input"
"""The neutral name of the source in every working folder; no command line holds another."""

_PACKETS_LOOKED_AT = "%+30"
"""Half a minute shows the habits of an encoder and is read in milliseconds."""


def open_input(container: str | None, max_pixels: int) -> tuple[str, ...]:
    """Return the options that come before `-i`, and `-i` itself.

    Args:
        container: the reader that probing found, None to choose by content.
        max_pixels: the largest picture that is decoded.
    """
    reader = READERS[container] if container else ",".join(READERS.values())
    return (
        # Probing and decoding must see the same file: no second guess.
        *(("-f", container) if container else ()),
        # No content may make the demuxer open a URL …
        "-protocol_whitelist", "file",
        # … or another kind of file inside this one.
        "-format_whitelist", reader,
        # A small header may hide a picture of gigabytes.
        "-max_pixels", str(max_pixels),
        # With a protocol, no name is ever taken for an option or a pattern.
        "-i", f"file:{INPUT}",
    )  # fmt: skip


def decode_input(container: str, max_pixels: int) -> tuple[str, ...]:
    """Return the same for commands that decode.

    Source: ffprobe gives up on a file when one of its streams, if only a subtitle, is not in the
    list; ffmpeg leaves such streams alone.
    """
    # Hundreds of decoders read nothing that a camera ever wrote.
    return ("-codec_whitelist", DECODERS, *open_input(container, max_pixels))


def probe_command(ffprobe: str, max_pixels: int) -> tuple[str, ...]:
    """Return the command that describes the file and lists its first packets as JSON."""
    return (
        ffprobe, "-hide_banner", "-loglevel", "error",
        # In the same pass: opening a file costs twice what reading on costs.
        "-read_intervals", _PACKETS_LOOKED_AT,
        # Tags may be megabytes of anything; only the named fields are printed.
        "-show_entries",
        ("format=format_name,duration,start_time,nb_streams"
        ":stream=index,codec_type,codec_name,profile,width,height,pix_fmt,field_order"
        ",sample_aspect_ratio,r_frame_rate,avg_frame_rate,color_transfer,color_primaries"
        ",has_b_frames,bit_rate,start_time,duration,nb_frames,channels,sample_rate"
        ":stream_disposition=attached_pic:stream_tags=DURATION:stream_side_data=rotation"
        ":packet=stream_index,pts_time,flags"),
        "-of", "json=compact=1",
        *open_input(None, max_pixels),
    )  # fmt: skip


def measure_command(
    ffmpeg: str, container: str, stream_index: int, max_pixels: int
) -> tuple[str, ...]:
    """Return the command that reads a stream to its end and decodes nothing.

    Its progress tells the playing time of files that do not (live recordings of browsers).
    """
    return (
        ffmpeg, *QUIETLY,
        *decode_input(container, max_pixels),
        "-map", f"0:{stream_index}", "-c", "copy", "-f", "null", "-",
    )  # fmt: skip


QUIETLY = (
    "-hide_banner",
    # Standard input is closed; ffmpeg must not look for keys there.
    "-nostdin",
    "-loglevel", "error",
    # Machine-readable progress on standard output, once a second.
    "-progress", "pipe:1", "-stats_period", "1",
)  # fmt: skip
"""How every ffmpeg is started."""
