"""Signed addresses of what Cloudinary delivers; each opens one file, for ever."""

from typing import Any

from cloudinary.utils import cloudinary_url

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.eager import PLACEHOLDER, THUMBNAIL, stream_of
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE


def manifest_url(account: CloudinaryAccount, place: HostedPlace) -> str:
    """Return the address of the master playlist."""
    return signed_url(account, place, **stream_of(place.profile))


def thumbnail_url(account: CloudinaryAccount, place: HostedPlace) -> str:
    """Return the address of the poster."""
    return signed_url(account, place, **THUMBNAIL)


def placeholder_url(account: CloudinaryAccount, place: HostedPlace) -> str:
    """Return the address of the poster in a few pixels."""
    return signed_url(account, place, **PLACEHOLDER)


def signed_url(account: CloudinaryAccount, place: HostedPlace, **transformation: Any) -> str:  # noqa: ANN401 - the SDK's own options
    """Return the permanent address of something made of an asset; it is a secret."""
    url: str = cloudinary_url(
        place.public_id,
        resource_type=RESOURCE_TYPE,
        type=DELIVERY_TYPE,
        version=place.version,
        sign_url=True,
        secure=True,
        **_delivering(account),
        **transformation,
    )[0]
    _, _, below = url.partition(f"/{RESOURCE_TYPE}/{DELIVERY_TYPE}/")
    return account.delivery_base + account.delivery_root + below


def _delivering(account: CloudinaryAccount) -> dict[str, Any]:
    """Return what decides an address, whatever the SDK finds in the environment."""
    return {
        "cloud_name": account.cloud_name,
        "api_secret": account.api_secret,
        "signature_algorithm": account.signature_algorithm,
        "long_url_signature": False,
        "private_cdn": False,
        "secure_distribution": None,
        "cname": None,
        "auth_token": False,
    }
