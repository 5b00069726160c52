"""What figures and traces call a request's method."""

_KNOWN = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


def method_label(method: str) -> str:
    """Return `method`, or `other` for what clients invent."""
    return method if method in _KNOWN else "other"
