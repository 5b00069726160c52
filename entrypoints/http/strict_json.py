"""JSON read strictly: what parsers disagree about is refused, not interpreted."""

import re

import msgspec

from entrypoints.http.refusals import MalformedJsonError

# Possessive quantifiers keep both patterns linear in the length of the text.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_MEMBER_NAME = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"(\s*+:)?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_OPENING = b"[{"


def parse_object(body: bytes, max_depth: int) -> dict[str, object]:
    """Return the one object that `body` holds; takes time linear in its length.

    msgspec refuses byte-order marks, NaN, half surrogates, text that is not UTF-8 and anything
    beside the value; nesting and repeated names are judged here.

    Raises:
        MalformedJsonError: not UTF-8, not JSON, not an object, nested too deeply, or a name
            is repeated within an object.
    """
    if _may_exceed(body, max_depth) and _depth(body) > max_depth:
        raise MalformedJsonError("The body is nested too deeply.", limit=max_depth)
    try:
        value = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedJsonError from error
    if not isinstance(value, dict):
        raise MalformedJsonError("The body must be a JSON object.")
    if _written_names(body) != _kept_names(value):
        raise MalformedJsonError("The body repeats a name within an object.")
    return value


def _may_exceed(body: bytes, max_depth: int) -> bool:
    """Tell cheaply whether there are brackets enough; those inside of strings count too."""
    return body.count(b"[") + body.count(b"{") > max_depth


def _depth(body: bytes) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", body)):
        depth += 1 if bracket in _OPENING else -1
        deepest = max(deepest, depth)
    return deepest


def _written_names(body: bytes) -> int:
    """Count the strings before a colon, which in valid JSON are the names of members."""
    return sum(map(bool, _MEMBER_NAME.findall(body)))


def _kept_names(value: object) -> int:
    """Count the members that decoding kept: of a repeated name, one."""
    match value:
        case dict():
            return len(value) + sum(map(_kept_names, value.values()))
        case list():
            return sum(map(_kept_names, value))
        case _:
            return 0
