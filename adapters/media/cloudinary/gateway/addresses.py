"""Addresses under which Cloudinary delivers: signed for ever, or opened by a token for a while."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cloudinary.utils import (
    cloudinary_url,
    generate_auth_token,
    private_download_url,
    smart_escape,
)

_SHARED_HOST = re.compile(r"res[.-].*\.?cloudinary\.com|127\.0\.0\.1|localhost|::1")
"""Hosts whose paths begin with the cloud's name; a private CDN knows it by its own host name."""


@dataclass(frozen=True, slots=True)
class DeliveryAccount:
    """Whose assets are delivered, and from where.

    `delivery_base` and `api_base` are addresses without a slash at the end.
    `token_key` is the hex key that Cloudinary gives for expiring tokens, empty where there is none.
    """

    cloud_name: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    delivery_base: str = "https://res.cloudinary.com"
    api_base: str = "https://api.cloudinary.com"
    token_key: str = field(default="", repr=False)

    @property
    def root(self) -> str:
        """What every delivery path of an authenticated video begins with."""
        host = urlsplit(self.delivery_base).hostname or ""
        is_shared = _SHARED_HOST.fullmatch(host) is not None
        return f"{f'/{self.cloud_name}' if is_shared else ''}/video/authenticated/"


@dataclass(frozen=True, slots=True)
class Target:
    """One delivered file of an asset.

    `ending` is what stands between the public id and the dot: empty, or the number of a segment.
    """

    transformation: str
    ending: str
    extension: str


class Addresses:
    """Writes the addresses of one account's authenticated videos."""

    def __init__(self, account: DeliveryAccount) -> None:
        self._account = account

    def signed_path(self, public_id: str, version: int, target: Target) -> str:
        """Return a path that opens `target` for ever: not to be handed out or logged."""
        found, _ = cloudinary_url(
            public_id + target.ending,
            resource_type="video",
            type="authenticated",
            sign_url=True,
            secure=True,
            version=version,
            raw_transformation=target.transformation,
            format=target.extension,
            cloud_name=self._account.cloud_name,
            api_secret=self._account.api_secret,
            signature_algorithm="sha1",
            long_url_signature=True,
            auth_token=False,
        )
        return self._account.root + urlsplit(str(found)).path.partition("/authenticated/")[2]

    def signed_url(self, public_id: str, version: int, target: Target) -> str:
        """Return an address that opens `target` for ever."""
        return self._account.delivery_base + self.signed_path(public_id, version, target)

    def token(self, public_id: str, expires_at_s: int) -> str:
        """Return a query that opens everything of one asset, and nothing else, until then."""
        name = f"{self._account.root}*/{public_id}"
        return str(
            generate_auth_token(
                key=self._account.token_key,
                acl=[f"{name}.*", f"{name}_*", f"{name}/*"],
                expiration=expires_at_s,
            )
        )

    def token_url(self, public_id: str, version: int, target: Target, token: str) -> str:
        """Return an address that `token` opens."""
        name = smart_escape(f"{public_id}{target.ending}.{target.extension}")
        path = f"{self._account.root}{target.transformation}/v{version}/{name}"
        return f"{self._account.delivery_base}{path}?{token}"

    def original_url(self, public_id: str, format_: str, expires_at_s: int) -> str:
        """Return an address of the API that opens the original until then: not to be handed out."""
        return str(
            private_download_url(
                public_id,
                format_,
                resource_type="video",
                type="authenticated",
                expires_at=expires_at_s,
                cloud_name=self._account.cloud_name,
                api_key=self._account.api_key,
                api_secret=self._account.api_secret,
                upload_prefix=self._account.api_base,
            )
        )
