"""What the owner says about a video that is still on its way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """What the owner says about the video to be: judged texts.

    `metadata` is what the client sent, character by character, since it may ask for it again.
    """

    title: str
    description: str | None
    filename: str
    metadata: str = ""
