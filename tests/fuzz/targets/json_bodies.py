"""JSON bodies: what is taken means the same to another parser, and fits a struct or is refused."""

import json
from collections.abc import Iterable

from domain.errors import PlatformError
from entrypoints.http.options import HttpOptions
from entrypoints.http.schemas.accounts import LogInBody, RefreshBody, RegisterBody
from entrypoints.http.schemas.administration import ChangeUserBody
from entrypoints.http.schemas.sessions import ChangePasswordBody
from entrypoints.http.schemas.tokens import CreateTokenBody
from entrypoints.http.schemas.uploads import DirectUploadBody
from entrypoints.http.schemas.videos import EditVideoBody
from entrypoints.http.schemas.webhooks import CreateWebhookBody, EditWebhookBody
from entrypoints.http.strict_json import parse_object
from entrypoints.http.typed_body import convert_body

_BODIES = (
    RegisterBody,
    LogInBody,
    RefreshBody,
    ChangeUserBody,
    ChangePasswordBody,
    CreateTokenBody,
    DirectUploadBody,
    EditVideoBody,
    CreateWebhookBody,
    EditWebhookBody,
)

SEEDS = (
    b'{"name": "Ada", "email": "ada@example.com", "password": "correct horse"}',
    b'{"name": "CI", "scopes": ["videos:read", "uploads:write"], "expiresIn": "30d"}',
    b'{"title": "B\\u0069kes \\ud83d\\udeb2", "description": null}',
    b'{"title": "Bikes", "filename": "..\\\\bikes.mp4", "sizeBytes": 1e3}',
    b'{"url": "https://example.com/", "events": ["video.created"], "enabled": false}',
    b'{"disabled": true, "quotaBytes": -1, "quotaVideos": 123456789012345678901234567890}',
    b'{"a": [[{"b": "\\"{[\\\\"}]], "a": 0.1}',
    b'\xef\xbb\xbf{"a": NaN, "b": "\xed\xa0\x80", "c": "\\ud800", "d": -Infinity}',
)


def try_one(data: bytes) -> None:
    """Read `data` as a body of every route."""
    try:
        members = parse_object(data, HttpOptions().max_json_depth)
    except PlatformError:
        return
    assert members == json.loads(data, object_pairs_hook=_distinct, parse_constant=_refuse)
    for body_type in _BODIES:
        try:
            convert_body(members, body_type)
        except PlatformError:
            continue


def _distinct(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        assert name not in found, f"the name {name!r} is there twice"
        found[name] = value
    return found


def _refuse(constant: str) -> object:
    raise AssertionError(f"{constant} is no JSON")
