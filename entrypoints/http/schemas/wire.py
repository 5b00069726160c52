"""How structs look on the wire."""

import msgspec

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_CONTROLS_IN_LINE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"


def one_line(max_chars: int) -> str:
    """Return the pattern of a line of 1 to `max_chars` characters, surrounding blanks apart.

    For the description alone: the domain judges.
    """
    visible = rf"[^\s{_CONTROLS}]"
    return rf"^\s*{visible}([^{_CONTROLS}]{{0,{max_chars - 2}}}{visible})?\s*$"


def any_line(max_chars: int) -> str:
    """Return the pattern of a line of up to `max_chars` characters, surrounding blanks apart.

    For the description alone: the domain judges.
    """
    return rf"^\s*[^{_CONTROLS}]{{0,{max_chars}}}\s*$"


def lines(max_chars: int) -> str:
    """Return the pattern of up to `max_chars` characters on any number of lines.

    For the description alone: the domain judges.
    """
    return rf"^\s*[^{_CONTROLS_IN_LINE}]{{0,{max_chars}}}\s*$"


class Wire(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """An answer: camelCase, with the members in the order of the fields."""


class WireRequest(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request's body; members that are not named here are refused."""
