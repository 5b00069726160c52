"""What may stand in a log line: no secrets, no control characters, nothing endless."""

import re
from collections.abc import Mapping
from functools import lru_cache

_MASK = "***"
_MAX_CHARS = 8192
_AGAIN_CHARS = 64
"""Up to here texts come again and again: methods, addresses, ids, paths."""

_AGAIN = 8192
"""Kept of these, some 2 MB."""

_HARMLESS = frozenset({type(None), bool, int, float})
_SECRET_NAMES = re.compile(
    r"password|passwd|secret|token|authorization|cookie|signature|credential|api_?key|grant",
    re.IGNORECASE,
)
# Each alternative keeps its first group, so that a reader sees what was masked.
_SECRETS = re.compile(
    r"(/media/)[^/\s\"']+"  # playback grants
    r"|(/s--)[\w-]+(?=--/)"  # signatures of hosted files
    r"|(__cld_token__=)[^\s&\"']+"  # their tokens
    r"|(\bBearer\s+)[^\s\"',;]+"
    r"|(://)[^/\s@\"']+(?=@)"  # user and password of an address
    r"|(\b(?:token|secret|signature|api_key|password|X-Amz-(?:Signature|Credential))=)[^&\s\"']+"
    r"|()\beyJ[\w-]+\.[\w-]+\.[\w-]*"  # JSON web tokens
    r"|(\bspt_)[\w-]+"  # personal access tokens
    r"|(\bwhsec_)[\w+/=-]+"  # secrets of webhooks
    r"|(\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.)[\w-]{16,}",  # refresh tokens
    re.IGNORECASE | re.ASCII,
)
# What holds none of these, and is shorter than a refresh token, holds no secret.
_find_hint = re.compile(r"/media/|/s--|earer|EARER|://|=|eyJ|whsec_|spt_").search
_REFRESH_TOKEN_CHARS = 53
# C0 and C1 controls, line separators and marks that turn the direction of text.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def clean(value: object) -> object:
    """Return `value` as it may be logged; what is no JSON value becomes text."""
    if type(value) is str:
        return clean_text(value)
    if type(value) in _HARMLESS:
        return value
    match value:
        case Mapping():
            return {
                clean_text(str(name)): _MASK if _is_secret(str(name), member) else clean(member)
                for name, member in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [clean(item) for item in value]
        case _:
            return clean_text(str(value))


def clean_members(members: Mapping[str, object]) -> dict[str, object]:
    """Return `members` as they may be logged; a name may tell that its value is a secret."""
    cleaned = dict(members)
    for name, value in members.items():
        if type(value) not in _HARMLESS:
            cleaned[name] = clean(value)
    for name in _secret_names(tuple(members)):
        if _is_secret(name, members[name]):
            cleaned[name] = _MASK
    return cleaned


def clean_text(text: str) -> str:
    """Return `text` without secrets, and cut off where it would never end."""
    return _clean_again(text) if len(text) <= _AGAIN_CHARS else _clean(text)


def _clean(text: str) -> str:
    if len(text) > _MAX_CHARS:
        text = f"{text[:_MAX_CHARS]}… ({len(text)} characters)"
    if not text.isascii():
        # Half surrogates are no text that a line could hold.
        text = text.encode(errors="backslashreplace").decode()
    if len(text) < _REFRESH_TOKEN_CHARS and _find_hint(text) is None:
        return text
    return _SECRETS.sub(_keep_first_group, text)


def escape_controls(text: str, *, keep: str = "") -> str:
    """Return `text` with every control character spelled out, those in `keep` excepted."""
    if text.isprintable():
        return text
    return _CONTROLS.sub(
        lambda found: found[0] if found[0] in keep else f"\\u{ord(found[0]):04x}", text
    )


def _is_secret(name: str, value: object) -> bool:
    return value is not None and _SECRET_NAMES.search(name) is not None


@lru_cache(maxsize=1024)
def _secret_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of a line's names that tell of secrets; names come from the code alone."""
    return tuple(name for name in names if _SECRET_NAMES.search(name) is not None)


_clean_again = lru_cache(maxsize=_AGAIN)(_clean)


def _keep_first_group(found: re.Match[str]) -> str:
    return next(filter(None, found.groups()), "") + _MASK
