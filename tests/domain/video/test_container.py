"""What a file is, told by its first bytes."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.video.container import Container, UnsupportedContainerError, sniff_container

_TS_PACKET = b"\x47" + b"\x00" * 187


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\x00\x00\x00\x20ftypisom", Container.MP4),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x00mdat", Container.MP4),
        (b"\x7f\xff\xff\xffmdat", Container.MP4),
        (b"\x1a\x45\xdf\xa3\x01", Container.MATROSKA),
        (b"RIFF\x00\x00\x00\x00AVI LIST", Container.AVI),
        (b"OggS\x00", Container.OGG),
        (b"FLV\x01\x05", Container.FLV),
        (b"\x00\x00\x01\xba\x44", Container.MPEG_PS),
        (_TS_PACKET * 5, Container.MPEG_TS),
        ((b"\x00\x00\x00\x00" + _TS_PACKET) * 5, Container.MPEG_TS),
    ],
)
def test_P21_containers_are_known_by_content(head: bytes, container: Container) -> None:
    assert sniff_container(head) is container


@pytest.mark.parametrize(
    "head",
    [
        b"Just a text file that somebody called .mp4",
        b"Get free stuff",
        b"PK\x03\x04zip",
        b"\x1f\x8bgzip",
        b"\x7fELF",
        b"MZ",
        b"<!doctype html>",
        b"#EXTM3U\n#EXT-X-VERSION:3",
        b"ffconcat version 1.0",
        b"<?xml version='1.0'?><MPD/>",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"\x89PNG\r\n\x1a\n",
        b"G" * 3,
        b"",
    ],
)
def test_T6_what_is_no_video_container_is_refused(head: bytes) -> None:
    with pytest.raises(UnsupportedContainerError):
        sniff_container(head)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=16))
def test_T6_no_printable_text_is_taken(text: str) -> None:
    assume(text[4:8] != "mdat" and not text.startswith("OggS"))
    with pytest.raises(UnsupportedContainerError):
        sniff_container(text.encode())
