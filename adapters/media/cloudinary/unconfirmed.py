"""What nobody has confirmed on the real service, all in one place.

The README lists these under "Verify on your account"; what turns out otherwise is changed here.
"""

from collections.abc import Mapping
from typing import Any

from domain.video.failure import FailureCode

REASONS = (
    ("Unsupported video format or file", FailureCode.NOT_A_VIDEO),
    ("Empty file", FailureCode.NOT_A_VIDEO),
    ("Invalid image file", FailureCode.NOT_A_VIDEO),
    ("File size too large", FailureCode.OUTPUT_TOO_LARGE),
    ("Request Entity Too Large", FailureCode.OUTPUT_TOO_LARGE),
    ("server response (413)", FailureCode.OUTPUT_TOO_LARGE),
    ("too large to process", FailureCode.OUTPUT_TOO_LARGE),
)
"""Parts of Cloudinary's texts, as its users report them, and what they are to us.

The first text covers damaged and cut files as well.
A file beyond the plan's size has no code of its own in the contract.
"""

PROCESSING_STATUS = 423
"""What delivery answers while a rendition is being made; for playlists, reported by one player."""


def format_of_item(item: Mapping[str, Any]) -> str:
    """Return which of the batch's items this is: `m3u8` or `jpg`.

    Transformations may come back in another spelling than ours, and failed items name no format.
    """
    told = item.get("format") or str(item.get("transformation", "")).rpartition("/")[2]
    return str(told).lower()


def reason_of_item(item: Mapping[str, Any]) -> str | None:
    """Return why an item of a batch failed; None where it is there."""
    if item.get("status") == "failed" or not (item.get("secure_url") or item.get("url")):
        return str(item.get("reason") or "no reason given")
    return None


def is_stream(row: Mapping[str, Any], profile: str) -> bool:
    """Tell whether a row of `derived` is the master playlist of a streaming profile."""
    return row.get("format") == "m3u8" and f"sp_{profile}" in str(row.get("transformation", ""))


def displayed_px(width_px: int, height_px: int, rotation_deg: int) -> tuple[int, int]:  # noqa: ARG001 - see below
    """Return the size as displayed; the one in answers is taken to be turned already."""
    return width_px, height_px


def resends_last_chunk() -> bool:
    """Tell whether the last chunk may be sent again when its answer was lost.

    Where not, Cloudinary is asked whether the asset is there, and the upload begins anew if not.
    """
    return False
