"""What Cloudinary answers, as far as it is needed; everything but id, version and kind may lack."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from adapters.media.cloudinary.faults import UnknownOutcomeFault
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE

Answer = TypeVar("Answer", bound=msgspec.Struct)


class EagerItem(msgspec.Struct, frozen=True):
    """An item of the batch as the call that asked for it answers."""

    status: str = ""
    batch_id: str = ""


class AssetAnswer(msgspec.Struct, frozen=True):
    """The answer to an upload, to `explicit` and to `api.resource`.

    `existing` says that nothing was stored, since an asset of that name was there.
    """

    public_id: str
    version: int
    secure_url: str
    resource_type: str = RESOURCE_TYPE
    type: str = DELIVERY_TYPE
    bytes: int | None = None
    format: str = ""
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    frame_rate: float | None = None
    rotation: int = 0
    is_audio: bool = False
    video: Mapping[str, Any] | None = None
    audio: Mapping[str, Any] | None = None
    existing: bool = False
    eager: tuple[EagerItem, ...] = ()
    derived: tuple[Mapping[str, Any], ...] = ()

    @property
    def batch_id(self) -> str:
        """The batch that was begun, or nothing."""
        return next((item.batch_id for item in self.eager if item.batch_id), "")


class PartAnswer(msgspec.Struct, frozen=True):
    """The answer to a chunk that is not the last; what is not known yet is left out of it."""

    done: bool | None = None
    bytes: int | None = None

    def __post_init__(self) -> None:
        if self.done is None and self.bytes is None:
            raise ValueError("neither `done` nor `bytes`")


def read_answer(document: Mapping[str, Any], kind: type[Answer]) -> Answer:
    """Return a document as a `kind`.

    Raises:
        UnknownOutcomeFault: it is none: a gateway's page in the shape of JSON, for one.
    """
    try:
        return msgspec.convert(document, kind, strict=False)
    except msgspec.ValidationError as exc:
        raise UnknownOutcomeFault(f"an answer without what belongs in it: {exc}") from exc


def read_asset(document: Mapping[str, Any], public_id: str) -> AssetAnswer:
    """Return the answer about one video.

    Raises:
        UnknownOutcomeFault: it is about something else, or not such an answer.
    """
    answer = read_answer(document, AssetAnswer)
    found = (answer.public_id, answer.resource_type, answer.type)
    if found != (public_id, RESOURCE_TYPE, DELIVERY_TYPE):
        raise UnknownOutcomeFault(f"an answer about another asset: {found}")
    return answer
