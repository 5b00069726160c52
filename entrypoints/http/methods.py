"""What figures and traces call a request's method."""

from entrypoints.http.asgi import Scope

_KNOWN = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


def method_label(scope: Scope) -> str:
    """Return the method, `other` for what clients invent."""
    method: str = scope["method"]
    return method if method in _KNOWN else "other"
