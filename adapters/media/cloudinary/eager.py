"""What is made of every video, in one batch, as soon as it has arrived."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

THUMBNAIL: Mapping[str, Any] = MappingProxyType(
    {"start_offset": "auto", "width": 640, "crop": "limit", "format": "jpg"}
)
"""The frame that Cloudinary finds most telling, in the size of our own thumbnails."""


def stream_of(profile: str) -> dict[str, Any]:
    """Return the HLS stream of a streaming profile: `sp_full_hd/m3u8`."""
    return {"streaming_profile": profile, "format": "m3u8"}


def eager_of(profile: str) -> list[dict[str, Any]]:
    """Return the batch, what is quickly made first."""
    return [dict(THUMBNAIL), stream_of(profile)]
