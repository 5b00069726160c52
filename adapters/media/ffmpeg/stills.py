"""What all still pictures have in common: how large they are, and how they are written; pure."""

JPEG = (
    # A picture now and then is drawn soon enough; each thread more is memory.
    "-threads", "1",
    # Bit exact: without the name and version of the encoder.
    "-c:v", "mjpeg", "-flags:v", "+bitexact",
    "-map_metadata", "-1", "-f", "image2",
)  # fmt: skip
"""The options of an output, before its name."""


def fit(width_px: int, height_px: int, long_side_px: int) -> tuple[int, int]:
    """Return the size inside a square of `long_side_px`, never larger, sides even."""
    scale = min(1.0, long_side_px / max(width_px, height_px))
    return max(2, int(width_px * scale) // 2 * 2), max(2, int(height_px * scale) // 2 * 2)
