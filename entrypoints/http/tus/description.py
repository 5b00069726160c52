"""What the description tells of requests that the framework does not see into."""

from dataclasses import dataclass
from typing import ClassVar

from litestar.openapi.spec import OpenAPIMediaType, Operation, Parameter, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from entrypoints.http.key_description import KEY_PARAMETER
from entrypoints.http.tus.protocol import CHUNK_TYPE, VERSION

_NUMBER = Schema(type=OpenAPIType.STRING, pattern=r"^\d{1,15}$")
_ANY_TEXT = Schema(type=OpenAPIType.STRING)
_DIGEST = Schema(type=OpenAPIType.STRING, pattern=r"^sha-256=:[A-Za-z0-9+/]{43}=:$")


def _header(name: str, schema: Schema, told: str, *, required: bool = False) -> Parameter:
    return Parameter(
        name=name, param_in="header", schema=schema, description=told, required=required
    )


_RESUMABLE = _header(
    "Tus-Resumable",
    Schema(type=OpenAPIType.STRING, enum=[VERSION]),
    "The version of the protocol.",
    required=True,
)
_LENGTH = _header("Upload-Length", _NUMBER, "The length of the file in bytes.")
_CHUNK_HEADERS = (
    _header("Upload-Checksum", _ANY_TEXT, "`sha1` or `sha256` of the body: name, blank, base64."),
    _header("Content-Digest", _DIGEST, "The SHA-256 of the body (RFC 9530)."),
    _header("Repr-Digest", _DIGEST, "The SHA-256 of the whole file (RFC 9530)."),
)


@dataclass
class TusOperation(Operation):
    """Adds the headers of the protocol, and a body where there may be one."""

    own_headers: ClassVar[tuple[Parameter, ...]] = ()
    takes_body: ClassVar[bool] = False
    needs_body: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Put them where the description has none."""
        self.parameters = [*(self.parameters or ()), _RESUMABLE, *self.own_headers]
        if self.takes_body:
            bytes_ = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
            content = {CHUNK_TYPE: OpenAPIMediaType(schema=bytes_)}
            self.request_body = RequestBody(required=self.needs_body, content=content)


@dataclass
class CreationOperation(TusOperation):
    """The headers of `POST`."""

    own_headers = (
        _LENGTH,
        _header(
            "Upload-Defer-Length",
            Schema(type=OpenAPIType.STRING, enum=["1"]),
            "Says that the length comes later.",
        ),
        _header(
            "Upload-Metadata",
            _ANY_TEXT,
            "`filename`, `filetype`, `title` and `description`, each with its value in base64.",
        ),
        *_CHUNK_HEADERS,
        KEY_PARAMETER,
    )
    takes_body = True


@dataclass
class ChunkOperation(TusOperation):
    """The headers of `PATCH`."""

    own_headers = (
        _header("Upload-Offset", _NUMBER, "Where the bytes begin.", required=True),
        _LENGTH,
        *_CHUNK_HEADERS,
    )
    takes_body = True
    needs_body = True
