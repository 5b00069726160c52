"""What the head of a request says besides method and path."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from domain.errors import PlatformError
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import HeadersTooLargeError, MalformedRequestError

Fields: TypeAlias = Sequence[tuple[bytes, bytes]]

_UNIQUE = (b"host", b"content-length", b"transfer-encoding")
_OVERHEAD_BYTES = len(b": \r\n")
_SCHEME = b"bearer "
_HARMLESS_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_PLAIN_HOST = re.compile(rb"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?")

_REMEMBERED = 1024
_REMEMBERED_BYTES = 2048


class Head:
    """The headers of a request, judged.

    Attributes:
        named: the headers; where one is repeated, the last.
        size_bytes: of all of them, as they came.
        refusal: what speaks against the request whatever it asks for, else None.
        announces_body: whether a body comes with it.
        bearer_token: whom it speaks for, if there is one `Authorization` and it has that scheme.
        request_id: what the caller names the request, if that is harmless.
        has_plain_host: whether the host is a name or an IPv4 address, with or without a port.
    """

    __slots__ = (
        "announces_body",
        "bearer_token",
        "has_plain_host",
        "named",
        "refusal",
        "request_id",
        "size_bytes",
    )

    def __init__(self, fields: Fields, options: HttpOptions) -> None:
        self.named = dict(fields)
        self.size_bytes = sum(map(len, chain.from_iterable(fields)))
        self.size_bytes += len(fields) * _OVERHEAD_BYTES
        self.refusal = self._find_refusal(fields, options)
        sized = self.named.get(b"content-length", b"0") != b"0"
        self.announces_body = sized or b"transfer-encoding" in self.named
        self.bearer_token = self._find_bearer_token(fields)
        given_id = self.named.get(b"x-request-id", b"")
        self.request_id = given_id.decode() if _HARMLESS_ID.fullmatch(given_id) else None
        self.has_plain_host = _PLAIN_HOST.fullmatch(self.named.get(b"host", b"")) is not None

    def _find_refusal(self, fields: Fields, options: HttpOptions) -> type[PlatformError] | None:
        if len(fields) > options.max_headers or self.size_bytes > options.max_header_bytes:
            return HeadersTooLargeError
        is_twofold = len(fields) != len(self.named) and any(
            _count(fields, name) > 1 for name in _UNIQUE
        )
        ends_twice = b"content-length" in self.named and b"transfer-encoding" in self.named
        return MalformedRequestError if is_twofold or ends_twice else None

    def _find_bearer_token(self, fields: Fields) -> str | None:
        given = self.named.get(b"authorization", b"")
        if given[: len(_SCHEME)].lower() != _SCHEME or _count(fields, b"authorization") > 1:
            return None
        return given[len(_SCHEME) :].strip().decode("latin-1")


class Heads:
    """Reads heads; clients send the same one with each request, and it is judged once."""

    def __init__(self, options: HttpOptions) -> None:
        self._options = options
        self._known: dict[tuple[tuple[bytes, bytes], ...], Head] = {}

    def read(self, fields: Fields) -> Head:
        """Return what `fields` say."""
        key = tuple(fields)
        head = self._known.get(key)
        if head is None:
            head = Head(fields, self._options)
            if head.size_bytes <= _REMEMBERED_BYTES:
                self._known[key] = head
                if len(self._known) > _REMEMBERED:
                    del self._known[next(iter(self._known))]
        return head


def _count(fields: Fields, wanted: bytes) -> int:
    return sum(name == wanted for name, _ in fields)
