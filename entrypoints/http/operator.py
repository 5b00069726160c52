"""Whether the operator asks."""

import hmac
from ipaddress import ip_address

from entrypoints.http.asgi import Scope, find_header

_FORWARDING = (b"forwarded", b"x-forwarded-for")


def is_operator(scope: Scope, token: str) -> bool:
    """Tell whether the caller holds `token`, or, where there is none, is on this machine."""
    if token:
        given = find_header(scope, b"authorization") or b""
        return hmac.compare_digest(given, f"Bearer {token}".encode())
    client = scope["client"]
    # A proxy on this machine calls from loopback, too, and says that it calls for others.
    is_forwarded = any(find_header(scope, name) is not None for name in _FORWARDING)
    return client is not None and _is_loopback(client[0]) and not is_forwarded


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
