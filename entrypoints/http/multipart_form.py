"""Multipart forms read as a stream: parts in any order, nothing on disk, memory flat."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from multipart import (  # type: ignore[import-untyped]  # published without a py.typed mark
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
)

from domain.violations import ViolationCode, invalid
from entrypoints.http.digests import read_digests
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import (
    MalformedMultipartError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)

# Source: RFC 2046 section 5.1.1.
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]", re.ASCII)
_MAX_PART_HEADERS = 8


@dataclass(frozen=True, slots=True)
class TextPart:
    """A field of the form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of the form; `chunks` must be read before the next part is asked for.

    `digests` are those that the part's own headers tell of its bytes.
    """

    name: str
    filename: str
    chunks: AsyncIterator[bytes]
    digests: tuple[bytes, ...] = ()


Part = TextPart | FilePart


def boundary_of(media_type: str, parameters: dict[str, str]) -> bytes:
    """Return the boundary that a `Content-Type` names.

    Raises:
        UnsupportedMediaTypeError: it is not `multipart/form-data`.
        MalformedMultipartError: the boundary is missing or cannot be one.
    """
    if media_type != "multipart/form-data":
        raise UnsupportedMediaTypeError("The body must be multipart/form-data.")
    boundary = parameters.get("boundary", "")
    if _BOUNDARY.fullmatch(boundary) is None:
        raise MalformedMultipartError("The boundary is missing or malformed.")
    return boundary.encode()


def max_envelope_bytes(options: HttpOptions) -> int:
    """Return how much a form may hold beside the bytes of its file."""
    part_bytes = options.max_part_header_bytes + options.max_json_bytes
    return options.max_multipart_parts * part_bytes


async def read_parts(
    body: AsyncIterator[bytes], boundary: bytes, options: HttpOptions
) -> AsyncIterator[Part]:
    """Yield the parts of a form as they arrive.

    Raises:
        MalformedMultipartError: no form begins at the first byte, a part is malformed, or the
            end is missing.
        PayloadTooLargeError: too many parts, or too long headers or fields.
        ValidationFailedError: `bad_format` for a field that is not UTF-8.
    """
    bounded = _bounded(body, options.max_upload_bytes + max_envelope_bytes(options))
    events = _events(_from_first_boundary(bounded, boundary), boundary, options)
    async for event in events:
        if not isinstance(event, MultipartSegment):
            continue
        _judge_headers(event, options.max_part_header_bytes)
        content = _content(events)
        name = event.name or ""
        if event.filename is None:
            yield TextPart(name, await _read_text(name, content, options.max_json_bytes))
        else:
            headers = {name.lower(): value for name, value in event.headerlist}
            yield FilePart(name, event.filename, content, read_digests(headers))


async def _bounded(body: AsyncIterator[bytes], max_bytes: int) -> AsyncIterator[bytes]:
    """Pass `body` on up to a length that no form needs, whatever follows its end."""
    received_bytes = 0
    async for chunk in body:
        received_bytes += len(chunk)
        if received_bytes > max_bytes:
            raise PayloadTooLargeError
        yield chunk


async def _from_first_boundary(body: AsyncIterator[bytes], boundary: bytes) -> AsyncIterator[bytes]:
    """Pass `body` on once it is seen to begin with the boundary: nobody needs a preamble."""
    wanted = b"--" + boundary
    head = b""
    async for chunk in body:
        head += chunk
        if len(head) >= len(wanted):
            break
    if not head.startswith(wanted):
        raise MalformedMultipartError("The form does not begin with its boundary.")
    yield head
    async for chunk in body:
        yield chunk


async def _events(
    body: AsyncIterator[bytes], boundary: bytes, options: HttpOptions
) -> AsyncIterator[MultipartSegment | bytes | None]:
    parser = _Parser(
        boundary,
        max_header_size=options.max_part_header_bytes,
        max_header_count=_MAX_PART_HEADERS,
        max_segment_count=options.max_multipart_parts,
    )
    async for chunk in body:
        if chunk:
            for event in _translated(parser.parse(chunk)):
                yield event
    # An empty chunk says that the input is over; the parser then misses what has not come.
    for event in _translated(parser.parse(b"")):
        yield event


def _translated(
    events: Iterator[MultipartSegment | bytes | None],
) -> Iterator[MultipartSegment | bytes | None]:
    try:
        yield from events
    except ParserLimitReached as error:
        raise PayloadTooLargeError("The form has too many parts or too long headers.") from error
    except MultipartError as error:
        raise MalformedMultipartError from error


async def _content(
    events: AsyncIterator[MultipartSegment | bytes | None],
) -> AsyncIterator[bytes]:
    """Yield the bytes of the part that has just begun."""
    async for event in events:
        if not isinstance(event, bytes | bytearray):
            return
        yield bytes(event)


async def _read_text(name: str, content: AsyncIterator[bytes], max_bytes: int) -> str:
    text = bytearray()
    async for chunk in content:
        text += chunk
        if len(text) > max_bytes:
            raise PayloadTooLargeError("A field of the form is longer than allowed.")
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise invalid(name, ViolationCode.BAD_FORMAT, "Must be UTF-8 text.") from error


def _judge_headers(segment: MultipartSegment, max_bytes: int) -> None:
    if sum(len(name) + len(value) for name, value in segment.headerlist) > max_bytes:
        raise PayloadTooLargeError("The form has too many parts or too long headers.")


class _Parser(PushMultipartParser):  # type: ignore[misc]  # published without types
    """Refuses half a line break in a header, which its base takes unless a chunk ends within it.

    The base strips what stands around names, so this has to see the line; it does so by a hook that
    is not published, and whose loss the tests of T11 would show.
    """

    def _on_segment_headerline(self, line: bytes) -> None:
        if b"\r" in line or b"\n" in line:
            raise MalformedMultipartError("A header of a part holds a line break.")
        super()._on_segment_headerline(line)
