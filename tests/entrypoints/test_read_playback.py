"""CLOUDINARY_PLAYBACK and CLOUDINARY_AUTH_TOKEN_KEY."""

import pytest

from entrypoints.read_settings import read_settings
from entrypoints.setting_reader import SettingsError
from entrypoints.settings import CloudinaryAccess

_CREDENTIALS = {
    "CLOUDINARY_CLOUD_NAME": "cloud",
    "CLOUDINARY_API_KEY": "1",
    "CLOUDINARY_API_SECRET": "secret",
}
_KEY = "00112233445566778899aabbccddeeff"


def _access(**environ: str) -> CloudinaryAccess:
    access = read_settings(_CREDENTIALS | environ).media.cloudinary
    assert access is not None
    return access


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        ({}, "gateway"),
        ({"CLOUDINARY_AUTH_TOKEN_KEY": _KEY}, "token"),
        ({"CLOUDINARY_AUTH_TOKEN_KEY": _KEY, "CLOUDINARY_PLAYBACK": "gateway"}, "gateway"),
        ({"CLOUDINARY_PLAYBACK": "signed"}, "signed"),
    ],
)
def test_P40_permanent_addresses_are_never_a_default(environ: dict[str, str], mode: str) -> None:
    assert _access(**environ).playback == mode


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({"CLOUDINARY_PLAYBACK": "token"}, "CLOUDINARY_AUTH_TOKEN_KEY must be set too"),
        ({"CLOUDINARY_PLAYBACK": "open"}, "CLOUDINARY_PLAYBACK is 'open', but must be gateway"),
        ({"CLOUDINARY_AUTH_TOKEN_KEY": "no hex"}, "CLOUDINARY_AUTH_TOKEN_KEY must be the hex"),
        ({"CLOUDINARY_AUTH_TOKEN_KEY": "abc"}, "CLOUDINARY_AUTH_TOKEN_KEY must be the hex"),
    ],
)
def test_T45_a_wrong_choice_stops_the_start(environ: dict[str, str], fault: str) -> None:
    with pytest.raises(SettingsError, match=fault) as refused:
        _access(**environ)
    assert "no hex" not in str(refused.value)


def test_the_key_of_tokens_is_not_shown() -> None:
    assert _KEY not in repr(_access(CLOUDINARY_AUTH_TOKEN_KEY=_KEY))
