"""How far a video has come at Cloudinary: what outlives attempt, process and machine."""

from datetime import datetime
from typing import Self

import msgspec


class Bookmark(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Written before every step that Cloudinary might take without our hearing of it.

    `upload_id` names the chunked upload; `sent_bytes` of it are confirmed.
    `may_be_whole` says that a request was begun which completes the upload.
    `version` is that of the asset, 0 where none is known to be there; `format`, `width_px`,
    `height_px` and `bitrate_bps` are its own.
    `batch_id` is the newest batch, empty where none is at work; `batches` counts those asked for,
    the last at `asked_at`, and `looks` how often it was looked for since.
    """

    upload_id: str
    sent_bytes: int = 0
    may_be_whole: bool = False
    version: int = 0
    format: str = ""
    width_px: int = 0
    height_px: int = 0
    bitrate_bps: int = 0
    batch_id: str = ""
    batches: int = 0
    asked_at: datetime | None = None
    looks: int = 0

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """Return what `text` was written from; None where it is nothing of ours."""
        if text is None:
            return None
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            return None

    def write(self) -> str:
        """Return the bookmark as text."""
        return msgspec.json.encode(self).decode()
