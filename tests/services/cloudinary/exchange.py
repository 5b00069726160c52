"""One request as it was read, and one answer as it will be sent."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from multipart import (  # type: ignore[import-untyped]  # published without types
    MultipartParser,
    parse_options_header,
)

_TOKEN = "__cld_token__="


@dataclass
class Call:
    """One request; repeated fields are lists, as the SDK sends tags and the like.

    `file` is dropped once the call is answered; `file_bytes` is how long it was.
    `token` is that of an expiring address, with the escapes that its signature covers.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Message
    body: bytes = field(default=b"", repr=False)
    form: dict[str, str | list[str]] = field(default_factory=dict)
    file: bytes | None = field(default=None, repr=False)
    file_bytes: int = 0
    filename: str = ""
    kind: str = ""
    token: str = ""

    def text(self, name: str) -> str:
        """Return one field of the form, or nothing."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ",".join(value)

    def is_set(self, name: str) -> bool:
        """Tell whether a flag is on, in any of the spellings that Cloudinary takes."""
        return self.text(name) in {"1", "true"}


@dataclass(frozen=True)
class Answer:
    """A status, headers, and a body in memory or in a file, of which ranges may be asked."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None

    @classmethod
    def of(cls, document: Mapping[str, Any], status: int = 200, **headers: str) -> "Answer":
        """Return `document` as JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps(document).encode()
        return cls(status, body, {"Content-Type": "application/json", **named})

    @classmethod
    def refusal(cls, status: int, message: str) -> "Answer":
        """Return an error as both APIs tell it."""
        document = {"error": {"message": message}}
        return cls.of(document, status, X_Cld_Error=message)


class RefusedError(Exception):
    """The call is refused: a status, and the text that Cloudinary gives."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.answer = Answer.refusal(status, message)


def read_call(method: str, target: str, headers: Message, body: bytes) -> Call:
    """Return a request with its form, if it has one."""
    parts = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    token = next((pair for pair in parts.query.split("&") if pair.startswith(_TOKEN)), "")
    call = Call(method, unquote(parts.path), query, headers, body)
    call.token = token.removeprefix(_TOKEN)
    kind, options = parse_options_header(headers.get("Content-Type", ""))
    if kind == "multipart/form-data":
        _read_multipart(call, options["boundary"])
        call.body = b""
    elif kind == "application/x-www-form-urlencoded":
        fields = parse_qs(body.decode(), keep_blank_values=True)
        call.form = {name: values[-1] for name, values in fields.items()}
    return call


def _read_multipart(call: Call, boundary: str) -> None:
    parser = MultipartParser(
        io.BytesIO(call.body), boundary, len(call.body), memory_limit=1 << 30, spool_limit=1 << 30
    )
    for part in parser:
        if part.name == "file" and part.filename is not None:
            call.file, call.filename = part.raw, part.filename
            call.file_bytes = len(part.raw)
        elif part.name.endswith("[]"):
            values = call.form.setdefault(part.name[:-2], [])
            assert isinstance(values, list)
            values.append(part.value)
        else:
            call.form[part.name] = part.value
        part.close()
