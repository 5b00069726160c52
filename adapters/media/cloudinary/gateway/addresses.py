"""Addresses of what is delivered: signed for ever, or opened by a token for a while."""

from dataclasses import dataclass

import msgspec
from cloudinary.utils import (
    generate_auth_token,
    generate_transformation_string,
    private_download_url,
    smart_escape,
)

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.addresses import signed_url
from adapters.media.cloudinary.eager import THUMBNAIL, stream_of
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE


@dataclass(frozen=True, slots=True)
class Target:
    """One delivered file of an asset.

    `ending` is what stands between the public id and the dot: empty, or the number of a segment.
    """

    transformation: str
    ending: str
    extension: str


def master_of(place: HostedPlace) -> Target:
    """Return the master playlist."""
    return Target(_text_of(stream_of(place.profile)), "", "m3u8")


def thumbnail_of() -> Target:
    """Return the poster."""
    return Target(_text_of(dict(THUMBNAIL)), "", "jpg")


class Addresses:
    """Writes addresses of one account's videos, for as long as they are to live."""

    def __init__(self, account: CloudinaryAccount, token_key: str) -> None:
        """Take the account.

        Args:
            account: whose videos they are.
            token_key: the hex key that Cloudinary gives for tokens, empty where there is none.
        """
        self._account = account
        self._token_key = token_key

    def for_ever(self, place: HostedPlace, target: Target) -> str:
        """Return a signed address of one file: a secret, unless the operator chose otherwise."""
        named = msgspec.structs.replace(place, public_id=place.public_id + target.ending)
        return signed_url(
            self._account, named, raw_transformation=target.transformation, format=target.extension
        )

    def until(self, place: HostedPlace, target: Target, ends_at_s: int) -> str:
        """Return an address whose token opens this one rendition, and nothing after `ends_at_s`.

        It opens no other transformation: one that its holder thinks of could be costly, or lay
        another user's asset over this one.
        """
        folder = f"{self._account.delivery_root}{target.transformation}/v{place.version}/"
        path = folder + place.public_id
        token = generate_auth_token(
            key=self._token_key, acl=[f"{path}.*", f"{path}_*", f"{path}/*"], expiration=ends_at_s
        )
        name = smart_escape(f"{place.public_id}{target.ending}.{target.extension}")
        return f"{self._account.delivery_base}{folder}{name}?{token}"

    def original(self, public_id: str, format_: str, ends_at_s: int) -> str:
        """Return an address of the API that opens the original for a while: a secret."""
        url: str = private_download_url(
            public_id,
            format_,
            resource_type=RESOURCE_TYPE,
            type=DELIVERY_TYPE,
            expires_at=ends_at_s,
            **self._account.options,
        )
        return url


def _text_of(options: dict[str, object]) -> str:
    text: str = generate_transformation_string(**options)[0]
    return text
