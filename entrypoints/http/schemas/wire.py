"""How structs look on the wire."""

import msgspec


class Wire(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """An answer: camelCase, with the members in the order of the fields."""


class WireRequest(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request's body; members that are not named here are refused."""
