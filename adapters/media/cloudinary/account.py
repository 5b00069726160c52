"""Whose Cloudinary it is, and where it is reached."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

API_BASE = "https://api.cloudinary.com"
DELIVERY_BASE = "https://res.cloudinary.com"

_SHARED_HOST = re.compile(r"res([.-].*)?\.cloudinary\.com|127\.0\.0\.1|::1|localhost")


@dataclass(frozen=True, slots=True)
class CloudinaryAccount:
    """Credentials, passed with every call: the SDK's global configuration is shared and mutable.

    `former_secrets` are believed in notifications beside `api_secret`: after a rotation, Cloudinary
    goes on signing with the oldest active key.
    `signature_algorithm` is the account's: `sha1` or `sha256`.
    """

    cloud_name: str
    api_key: str
    api_secret: str = field(repr=False)
    api_base: str = API_BASE
    delivery_base: str = DELIVERY_BASE
    former_secrets: tuple[str, ...] = field(default=(), repr=False)
    signature_algorithm: str = "sha1"

    @property
    def options(self) -> dict[str, Any]:
        """What every call of the SDK takes, to act for this account."""
        return {
            "cloud_name": self.cloud_name,
            "api_key": self.api_key,
            "api_secret": self.api_secret,
            "upload_prefix": self.api_base,
            "signature_algorithm": self.signature_algorithm,
        }

    @property
    def delivery_root(self) -> str:
        """What the path of everything begins with that is delivered for authenticated videos.

        A private delivery network knows the cloud by its host name.
        """
        host = urlsplit(self.delivery_base).hostname or ""
        cloud = f"/{self.cloud_name}" if _SHARED_HOST.fullmatch(host) else ""
        return f"{cloud}/video/authenticated/"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret with which a notification may be signed."""
        return (self.api_secret, *self.former_secrets)
