"""Addresses in playlists are spelled anew, all of them, and lead to one asset alone."""

import pytest

from adapters.media.cloudinary.gateway.addresses import Target
from adapters.media.cloudinary.gateway.playlists import PlaylistReader
from application.errors import StorageUnavailableError

_ROOT = "/cloud/video/authenticated/"
_URL = f"https://cdn.example{_ROOT}s--x--/sp_hd/v7/owner/video.m3u8"
_READER = PlaylistReader(_ROOT, "owner/video")


def _spell(target: Target) -> str:
    return f"<{target.transformation}|{target.ending}|{target.extension}>"


def _rewritten(*lines: str) -> list[str]:
    playlist = "\n".join(["#EXTM3U", *lines]).encode()
    return _READER.rewrite(playlist, _URL, _spell).decode().splitlines()[1:]


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        (f"{_ROOT}c_limit,w_640/v7/owner/video.m3u8", "<c_limit,w_640||m3u8>"),
        (f"{_ROOT}a_1/b_2/v7/owner/video_12.ts", "<a_1/b_2|_12|ts>"),
        (f"{_ROOT}s--abcDEF12--/t/v7/owner/video.ts?x=y", "<t||ts>"),
        (f"https://cdn.example{_ROOT}t/v7/owner/video.m4s", "<t||m4s>"),
        (f"//cdn.example{_ROOT}t/owner/video.mp4", "<t||mp4>"),
        ("video_0.ts", "<sp_hd|_0|ts>"),
    ],
)
def test_an_address_is_read_in_whatever_form(address: str, spelled: str) -> None:
    assert _rewritten("#EXTINF:2,", address) == ["#EXTINF:2,", spelled]


def test_addresses_in_attributes_are_found() -> None:
    child = f"{_ROOT}t/v7/owner/video.m3u8"
    init = f"{_ROOT}t/v7/owner/video_init.mp4"

    lines = _rewritten(
        f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="{child}",NAME="b"',
        f'#EXT-X-MAP:URI="{init}",BYTERANGE="1@2"',
        "#EXT-X-BYTERANGE:10@20",
    )

    assert lines == [
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="<t||m3u8>",NAME="b"',
        '#EXT-X-MAP:URI="<t|_init|mp4>",BYTERANGE="1@2"',
        "#EXT-X-BYTERANGE:10@20",
    ]


@pytest.mark.parametrize(
    "address",
    [
        f"{_ROOT}t/v7/other/video.ts",
        f"{_ROOT}t/v7/owner/vide.ts",
        "/cloud/video/upload/t/v7/owner/video.ts",
        "/other/video/authenticated/t/v7/owner/video.ts",
        f"https://elsewhere.example{_ROOT}t/v7/owner/video.ts",
        f"{_ROOT}t/v7/owner/video.html",
        f"{_ROOT}t/v7/owner/video.ts/../../other.ts",
        "data:video/mp2t;base64,AAAA",
        "http://[",
    ],
)
def test_T38_an_address_that_leads_elsewhere_spoils_the_playlist(address: str) -> None:
    with pytest.raises(StorageUnavailableError):
        _rewritten(address)


@pytest.mark.parametrize("content", [b"", b"<html>", b"#EXTM3U\n\xff", b"\x00"])
def test_what_is_no_playlist_is_not_passed_on(content: bytes) -> None:
    with pytest.raises(StorageUnavailableError):
        _READER.rewrite(content, _URL, _spell)
