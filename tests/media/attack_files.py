"""Files that try to make a reader open something else, or to exhaust it."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

from tests.media.clips import Studio


def scripts_naming(target: str) -> dict[str, bytes]:
    """Return playlists, scripts and pictures that name `target`, by their kind.

    Args:
        target: a path or a URL.
    """
    return {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{target}\n#EXT-X-ENDLIST\n".encode(),
        "hls_with_a_key": (
            f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{target}"\n#EXTINF:9,\n{target}\n'
        ).encode(),
        "ffconcat": f"ffconcat version 1.0\nfile '{target}'\n".encode(),
        "dash": (
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">'
            f"<Period><BaseURL>{target}</BaseURL></Period></MPD>"
        ).encode(),
        "sdp": (
            b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
            b"m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
        ),
        "svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            f'<image href="{target}" width="9" height="9"/></svg>'
        ).encode(),
        "ass": f"[Script Info]\nScriptType: v4.00+\n[Events]\nDialogue: {target}\n".encode(),
        "metadata": f";FFMETADATA1\ntitle={target}\n".encode(),
        "image_list": f"{target}\n".encode(),
    }


def avi_with_playlist_subtitles(target: str) -> bytes:
    """Return an AVI whose subtitle packet holds a playlist that names `target`.

    AVI readers hand such packets (`GAB2`) to another reader, chosen by content.
    """
    playlist = scripts_naming(target)["hls"]
    packet = b"GAB2\0" + struct.pack("<HIHI", 2, 0, 4, len(playlist)) + playlist
    stream = _chunk(
        b"strh",
        b"txts" + bytes(16) + struct.pack("<IIIII", 1, 1, 0, 9, 0) + bytes(16),
    ) + _chunk(b"strf", b"")
    header = _chunk(b"avih", struct.pack("<14I", 40_000, 0, 0, 16, 9, 0, 1, 0, 64, 64, 0, 0, 0, 0))
    streams = _list(b"hdrl", header + _list(b"strl", stream))
    body = b"AVI " + streams + _list(b"movi", _chunk(b"00tx", packet))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mov_with_outside_samples(plain: bytes, target: Path) -> bytes:
    """Return `plain`, an MP4 file, whose samples are said to lie in the file `target`."""
    name = target.name.encode()
    folder = target.parent.name.encode()
    path = str(target).encode()
    record = bytes(10) + bytes([len(folder)]) + folder.ljust(27, b"\0") + bytes(12)
    record += bytes([len(name)]) + name[:63].ljust(63, b"\0") + bytes(16)
    record += struct.pack(">HH", 0, 0) + bytes(16)
    record += struct.pack(">hH", 2, len(path)) + path + (b"\0" if len(path) % 2 else b"")
    record += struct.pack(">hH", -1, 0)
    alias = struct.pack(">I4sI", 12 + len(record), b"alis", 0) + record
    return _grown(plain, alias)


def jpeg_with_false_size(studio: Studio, side_px: int) -> bytes:
    """Return a MOV of one small JPEG whose own header claims `side_px` squared."""
    small = studio.clip("jpeg.mov", "-c:v", "mjpeg", "-frames:v", "1", sound_seconds=0)
    content = bytearray(small.read_bytes())
    start_of_frame = content.find(b"\xff\xc0")
    content[start_of_frame + 5 : start_of_frame + 9] = struct.pack(">HH", side_px, side_px)
    return bytes(content)


def huge_jpeg(studio: Studio, side_px: int, *, is_hidden: bool) -> bytes:
    """Return a MOV of one black picture of `side_px` squared, hidden behind a small header."""
    black = f"color=black:size={side_px}x{side_px}"
    path = studio.made(
        "huge.mov", "-f", "lavfi", "-i", black, "-frames:v", "1", "-c:v", "mjpeg",
        "-pix_fmt", "yuvj420p",
    )  # fmt: skip
    content = bytearray(path.read_bytes())
    if is_hidden:
        claimed = struct.pack(">HH", side_px, side_px)
        at = content.find(claimed, content.find(b"stsd"))
        content[at : at + 4] = struct.pack(">HH", 320, 180)
    return bytes(content)


def disguises() -> dict[str, bytes]:
    """Return what is no video at all, by its kind."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", bytes(10_000_000))
    return {
        "zip": archive.getvalue(),
        "gzip": b"\x1f\x8b\x08\0" + bytes(100),
        "program": b"\x7fELF\x02\x01\x01" + bytes(100),
        "page": b"<!doctype html><script>alert(1)</script>",
        "text": b"Once upon a time\n" * 100,
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "noise": bytes(range(256)) * 40,
        "ftyp_and_nothing": struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 512),
    }


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _list(name: bytes, content: bytes) -> bytes:
    return _chunk(b"LIST", name + content)


_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"dinf"})


def _grown(boxes: bytes, alias: bytes) -> bytes:
    """Return MP4 boxes with every data reference replaced by `alias`."""
    grown, at = bytearray(), 0
    while at < len(boxes):
        size, kind = struct.unpack_from(">I4s", boxes, at)
        content = boxes[at + 8 : at + size]
        if kind in _CONTAINERS:
            content = _grown(content, alias)
        elif kind == b"dref":
            content = struct.pack(">II", 0, 1) + alias
        grown += struct.pack(">I4s", 8 + len(content), kind) + content
        at += size
    return bytes(grown)
