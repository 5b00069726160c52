"""What is written on the record of a video that Cloudinary delivers."""

from typing import Self

import msgspec

from application.errors import MediaFileMissingError

USUAL_FORMAT = "mp4"
"""That of originals of which nothing else is known."""


class HostedReference(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One authenticated video asset, and what was made of it.

    `stream` and `thumbnail` are transformations without their formats, which are `m3u8` and `jpg`.
    `version` is the upload's, so that nothing is mixed up after a replacement.
    `format` is the original's, in the words of the upload's answer.
    """

    public_id: str
    version: int
    stream: str
    thumbnail: str | None = None
    format: str = USUAL_FORMAT

    def written(self) -> str:
        """Return it as text for the record."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `written` wrote.

        Raises:
            MediaFileMissingError: another engine wrote it.
        """
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError as exc:
            raise MediaFileMissingError from exc
