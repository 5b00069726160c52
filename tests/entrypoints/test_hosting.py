"""Where the hosted engine sends its notifications."""

from dataclasses import replace

import pytest

from entrypoints.http.options import HttpOptions
from entrypoints.settings import CloudinaryAccess, MediaSettings, Settings, TokenSettings
from entrypoints.wiring.hosting import Hosting

_LOCAL = "http://127.0.0.1:5000"


def _destination(
    own_url: str, api_base: str, secret: str = "s" * 40, *, notifications: str = "auto"
) -> str:
    access = CloudinaryAccess(
        cloud_name="demo",
        api_key="1",
        api_secret="x",
        api_base=api_base,
        notifications=notifications,
    )
    settings = replace(
        Settings.in_memory(),
        tokens=TokenSettings(secret=secret),
        http=HttpOptions(public_base_url=own_url),
        media=MediaSettings(engine="cloudinary", cloudinary=access),
    )
    return Hosting.notification_url(settings, access)


@pytest.mark.parametrize(
    ("own_url", "api_base"),
    [
        ("https://films.example.com", "https://api.cloudinary.com"),
        ("http://203.0.114.7:5000", "https://api.cloudinary.com"),
        (_LOCAL, "http://127.0.0.1:9000"),
    ],
)
def test_who_can_reach_us_is_told_our_address(own_url: str, api_base: str) -> None:
    assert _destination(own_url, api_base) == f"{own_url}/api/callbacks/cloudinary"


@pytest.mark.parametrize(
    "own_url", [_LOCAL, "http://localhost:5000", "http://10.0.0.7", "http://films.internal"]
)
def test_who_cannot_reach_us_fills_a_channel_of_our_own(own_url: str) -> None:
    channel = _destination(own_url, "https://api.cloudinary.com")

    assert channel.startswith("poll://videos-")
    assert channel == _destination(own_url, "https://api.cloudinary.com")
    assert channel != _destination(own_url, "https://api.cloudinary.com", "t" * 40)


@pytest.mark.parametrize("own_url", ["https://films.example.com", _LOCAL])
def test_the_operator_knows_better(own_url: str) -> None:
    api_base = "https://api.cloudinary.com"

    called = _destination(own_url, api_base, notifications="callback")
    fetched = _destination(own_url, api_base, notifications="channel")

    assert called == f"{own_url}/api/callbacks/cloudinary"
    assert fetched.startswith("poll://")
