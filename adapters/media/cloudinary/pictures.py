"""The pictures that were made of a video: one to show, and one small enough for its record."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.media.cloudinary import unconfirmed
from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.addresses import placeholder_url, thumbnail_url
from adapters.media.cloudinary.eager import PLACEHOLDER, THUMBNAIL
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.upstream import Seen, Upstream

_MOST_BYTES = 4096
"""A record is read with every list; the usual placeholder has a tenth of this."""

_OK, _BAD_REQUEST, _PROCESSING = 200, 400, unconfirmed.PROCESSING_STATUS


@dataclass(frozen=True, slots=True)
class Pictures:
    """What there is; `are_coming` says that some are being made."""

    has_thumbnail: bool
    placeholder: str | None
    are_coming: bool


async def look_for_pictures(
    account: CloudinaryAccount, upstream: Upstream, place: HostedPlace, items: Mapping[str, str]
) -> Pictures:
    """Return what there is; `items` are why items of the batch failed, empty for those made."""
    thumbnail, tiny = Seen(_BAD_REQUEST), Seen(_BAD_REQUEST)
    if THUMBNAIL["format"] not in items:
        thumbnail = await upstream.look(thumbnail_url(account, place), "HEAD")
    elif not items[THUMBNAIL["format"]]:
        thumbnail = Seen(_OK)
    if not items.get(PLACEHOLDER["format"]):
        tiny = await upstream.look(placeholder_url(account, place))
    return Pictures(
        has_thumbnail=thumbnail.status == _OK,
        placeholder=_inlined(tiny) if tiny.status == _OK else None,
        are_coming=_PROCESSING in {thumbnail.status, tiny.status},
    )


def _inlined(picture: Seen) -> str | None:
    """Return a picture as a `data:` URL, if it is as small as it should be."""
    if not 0 < len(picture.body) <= _MOST_BYTES:
        return None
    return f"data:image/{PLACEHOLDER['format']};base64,{base64.b64encode(picture.body).decode()}"
