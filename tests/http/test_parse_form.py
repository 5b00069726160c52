"""Multipart bodies as attackers and odd clients write them."""

from collections.abc import AsyncIterator

import pytest

from domain.violations import ValidationFailedError
from entrypoints.http.multipart_form import FilePart, TextPart, boundary_of, read_parts
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import (
    MalformedMultipartError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)

_TITLE = b'Content-Disposition: form-data; name="title"\r\n\r\nBikes\r\n'
_FILE = b'Content-Disposition: form-data; name="video"; filename="a.mp4"\r\n\r\n'
_CONTENT = b"\r\n--boun\n--bound--\r--bound\r\n--bouX\r\r\n" * 50
_GOOD = b"--bound\r\n" + _TITLE + b"--bound\r\n" + _FILE + _CONTENT + b"\r\n--bound--\r\n"
_MANY = b"--b\r\n" + _TITLE


async def _parse(
    form: bytes, boundary: bytes = b"bound", chunk_bytes: int = 1 << 20
) -> list[tuple[str, str | None, bytes]]:
    async def body() -> AsyncIterator[bytes]:
        for start in range(0, len(form), chunk_bytes):
            yield form[start : start + chunk_bytes]

    found: list[tuple[str, str | None, bytes]] = []
    async for part in read_parts(body(), boundary, HttpOptions()):
        match part:
            case FilePart():
                content = b"".join([chunk async for chunk in part.chunks])
                found.append((part.name, part.filename, content))
            case TextPart():
                found.append((part.name, None, part.text.encode()))
    return found


@pytest.mark.parametrize("chunk_bytes", [1, 2, 3, 7, 64, 1000, 1 << 20])
async def test_parts_are_the_same_wherever_the_stream_is_cut(chunk_bytes: int) -> None:
    parts = await _parse(_GOOD, chunk_bytes=chunk_bytes)
    assert parts == [("title", None, b"Bikes"), ("video", "a.mp4", _CONTENT)]


async def test_a_file_that_nobody_reads_is_passed_over() -> None:
    async def body() -> AsyncIterator[bytes]:
        yield _GOOD[:-11] + b"\r\n--bound\r\n" + _TITLE + b"--bound--"

    names = [part.name async for part in read_parts(body(), b"bound", HttpOptions())]
    assert names == ["title", "video", "title"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        pytest.param(b"", MalformedMultipartError, id="nothing"),
        pytest.param(b"--bound", MalformedMultipartError, id="boundary alone"),
        pytest.param(b"--bound\r\n", MalformedMultipartError, id="no headers"),
        pytest.param(_GOOD[:-4], MalformedMultipartError, id="end without dashes"),
        pytest.param(_GOOD[:300], MalformedMultipartError, id="end in the file"),
        pytest.param(b"x" * 100_000 + _GOOD, MalformedMultipartError, id="flood before"),
        pytest.param(b"\r\n" + _GOOD, MalformedMultipartError, id="blank line before"),
        pytest.param(b"--boundx\r\n" + _TITLE, MalformedMultipartError, id="longer boundary"),
        pytest.param(_GOOD.replace(b"\r\n", b"\n"), MalformedMultipartError, id="bare feeds"),
        pytest.param(b"--bound\r\n\r\nx\r\n--bound--", MalformedMultipartError, id="no name"),
        pytest.param(b"--bound\r\nX\r\n\r\nx\r\n--bound--", MalformedMultipartError, id="no colon"),
        pytest.param(
            b"--bound\r\nContent-Disposition: attachment\r\n\r\nx\r\n--bound--",
            MalformedMultipartError,
            id="no form-data",
        ),
        pytest.param(
            b'--bound\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--bound--',
            MalformedMultipartError,
            id="name is not UTF-8",
        ),
        pytest.param(
            b"--bound\r\nX: " + b"y" * 9000 + b"\r\n" + _TITLE + b"--bound--",
            PayloadTooLargeError,
            id="long header",
        ),
        pytest.param(
            b"--bound\r\nX: " + b"y" * 50_000, PayloadTooLargeError, id="header without end"
        ),
        pytest.param(
            b"--bound\r\n" + b"X: y\r\n" * 1000 + _TITLE, PayloadTooLargeError, id="many headers"
        ),
        pytest.param(
            b"--bound\r\n" + b"".join(b"X: " + b"y" * 4000 + b"\r\n" for _ in range(3)) + _TITLE,
            PayloadTooLargeError,
            id="long headers together",
        ),
        pytest.param(
            b"--bound\r\n" + _TITLE[:-2] + b"x" * 70_000 + b"\r\n--bound--",
            PayloadTooLargeError,
            id="long field",
        ),
        pytest.param(
            (b"--bound\r\n" + _TITLE) * 5000 + b"--bound--", PayloadTooLargeError, id="many parts"
        ),
        pytest.param(
            b"--bound\r\n" + _TITLE[:-7] + b"\xff\xfe\r\n--bound--",
            ValidationFailedError,
            id="text is not UTF-8",
        ),
    ],
)
async def test_T11_what_is_no_form_of_ours_is_refused(form: bytes, error: type[Exception]) -> None:
    for chunk_bytes in (5, 1 << 20):
        with pytest.raises(error):
            await _parse(form, chunk_bytes=chunk_bytes)


async def test_T11_a_nested_form_is_a_text_like_any_other() -> None:
    nested = (
        b'--bound\r\nContent-Disposition: form-data; name="files"\r\n'
        b"Content-Type: multipart/mixed; boundary=inner\r\n\r\n"
        b'--inner\r\nContent-Disposition: form-data; name="video"; filename="x"\r\n\r\n'
        b"x\r\n--inner--\r\n--bound--"
    )
    [(name, filename, _)] = await _parse(nested)
    assert (name, filename) == ("files", None)


@pytest.mark.parametrize("chunk_bytes", [1, 7, 1 << 20])
@pytest.mark.parametrize("half", [b"\r", b"\n"])
@pytest.mark.parametrize("beside", [b"Content-Disposition", b"; name", b": form-data", b"\r\n\r\n"])
async def test_T11_half_a_line_break_in_a_header_is_refused_wherever_the_stream_is_cut(
    beside: bytes, half: bytes, chunk_bytes: int
) -> None:
    form = _GOOD.replace(beside, half + beside)
    with pytest.raises(MalformedMultipartError):
        await _parse(form, chunk_bytes=chunk_bytes)


@pytest.mark.parametrize("boundary", ["", "a" * 71, 'a"b', "a\nb", "é", "a ", "a;b"])
def test_T11_odd_boundaries_are_refused(boundary: str) -> None:
    with pytest.raises(MalformedMultipartError):
        boundary_of("multipart/form-data", {"boundary": boundary})


@pytest.mark.parametrize("media_type", ["", "application/json", "multipart/mixed", "text/plain"])
def test_only_forms_are_taken(media_type: str) -> None:
    with pytest.raises(UnsupportedMediaTypeError):
        boundary_of(media_type, {"boundary": "b"})
