"""What a media engine has produced so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendition:
    """One playable rung: a variant stream in the words of RFC 8216."""

    name: str
    width_px: int
    height_px: int
    bitrate_bps: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What players may fetch: the renditions of one attempt, and the pictures beside them.

    `attempt` names the folder that holds the files.
    `hosted_as` says where the files lie with a hosted engine, in words of its own; None where they
    are in the media store.
    `size_bytes` is what was written for it, files that were replaced since included.
    """

    attempt: int
    renditions: tuple[Rendition, ...]
    has_thumbnail: bool = False
    has_storyboard: bool = False
    has_preview: bool = False
    size_bytes: int = 0
    hosted_as: str | None = None

    def __post_init__(self) -> None:
        if not self.renditions:
            raise ValueError("a publication has something to play")
