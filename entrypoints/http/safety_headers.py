"""What every answer tells browsers and caches, unless the route says otherwise."""

from collections.abc import Iterable
from typing import TypeAlias

Header: TypeAlias = tuple[bytes, bytes]
Headers: TypeAlias = list[Header]

_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")
_NO_CONTENT_LOADS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


def with_safety(headers: Iterable[Header]) -> Headers:
    """Return `headers` with `nosniff`, and what is not said of `no-store` and content policy."""
    safe = [*headers]
    said = dict(safe)
    safe.append(_NO_SNIFFING)
    if _NO_STORE[0] not in said:
        safe.append(_NO_STORE)
    if _NO_CONTENT_LOADS[0] not in said:
        safe.append(_NO_CONTENT_LOADS)
    return safe
