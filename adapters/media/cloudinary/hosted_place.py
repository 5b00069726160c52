"""Where the renditions of a video lie at Cloudinary, as publications remember it."""

from typing import Self

import msgspec


class HostedPlace(msgspec.Struct, frozen=True, rename="camel"):
    """An asset, in the version that was made, and the streaming profile that made it.

    Addresses are built from it when they are needed: those in Cloudinary's answers are signed for
    ever.
    """

    public_id: str
    version: int
    profile: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `text` was written from.

        Raises:
            msgspec.DecodeError: another engine wrote it.
        """
        return msgspec.json.decode(text, type=cls)

    def write(self) -> str:
        """Return the place as text."""
        return msgspec.json.encode(self).decode()
