"""Multipart forms: whatever the cuts between chunks, the same parts or none."""

from collections.abc import AsyncIterator, Iterator

from domain.errors import PlatformError
from entrypoints.http.multipart_form import FilePart, TextPart, read_parts
from entrypoints.http.options import HttpOptions
from tests.fuzz.at_once import at_once

_BOUNDARY = b"frontier"
_OPTIONS = HttpOptions(max_json_bytes=256, max_multipart_parts=4, max_part_header_bytes=256)


def _form(*lines: bytes) -> bytes:
    return b"\r\n".join(lines)


_TITLE = b'Content-Disposition: form-data; name="title"'
_VIDEO = b'Content-Disposition: form-data; name="video"; filename="a%22b.mp4"'

SEEDS = (
    b"\x05" + _form(b"--frontier", _TITLE, b"", b"Bikes", b"--frontier--", b""),
    b"\x01"
    + _form(
        *(b"--frontier", _VIDEO, b"Content-Type: video/mp4", b"", b"\x00\r\n--fronti\r\n"),
        *(b"--frontier", _TITLE, b"", b"B", b"--frontier--", b"epilogue"),
    ),
    b"\x40"
    + _form(
        *(b"--frontier", b"content-disposition: form-data; name*=UTF-8''t%C3%AF; filename=x"),
        *(b"Repr-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", b"", b""),
        b"--frontier--",
    ),
    b"\x03" + _form(b"preamble", b"--frontier", b"", b"", b"--frontier\n"),
)


def try_one(data: bytes) -> None:
    """Read a form in one piece, and in pieces as long as the first byte says."""
    if not data:
        return
    length, body = data[0] or 1, data[1:]
    whole = at_once(_outcome([body]))
    pieces = [body[start : start + length] for start in range(0, len(body), length)]
    assert at_once(_outcome(pieces)) == whole


async def _outcome(pieces: list[bytes]) -> list[object] | None:
    """Return the parts of a form; None where it is refused, for whichever fault shows first."""
    found: list[object] = []
    try:
        async for part in read_parts(_arriving(iter(pieces)), _BOUNDARY, _OPTIONS):
            match part:
                case TextPart(name, text):
                    found.append((name, text))
                case FilePart(name, filename, chunks, digests):
                    content = b"".join([chunk async for chunk in chunks])
                    found.append((name, filename, content, digests))
    except PlatformError:
        return None
    return found


async def _arriving(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
