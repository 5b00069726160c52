"""Where an account's videos are delivered."""

import pytest

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.addresses import manifest_url
from adapters.media.cloudinary.hosted_place import HostedPlace

_PLACE = HostedPlace(public_id="owner/video", version=7, profile="hd")


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("https://res.cloudinary.com", "/cloud/video/authenticated/"),
        ("https://res-2.cloudinary.com", "/cloud/video/authenticated/"),
        ("http://127.0.0.1:9000", "/cloud/video/authenticated/"),
        ("https://cloud-res.cloudinary.com", "/video/authenticated/"),
        ("https://media.example.com", "/video/authenticated/"),
    ],
)
def test_a_network_of_ones_own_knows_the_cloud_by_its_host(base: str, root: str) -> None:
    account = CloudinaryAccount("cloud", "key", "secret", delivery_base=base)

    address = manifest_url(account, _PLACE)

    assert account.delivery_root == root
    assert address.startswith(f"{base}{root}s--")
    assert address.endswith("--/sp_hd/v7/owner/video.m3u8")
    assert "secret" not in repr(account)
