"""What every answer tells browsers and caches, unless the route says otherwise."""

from entrypoints.http.exchange import Exchange, Headers

_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")
_NO_CONTENT_LOADS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


def mark_as_safe(_: Exchange, headers: Headers) -> None:
    """Add `nosniff` always, `no-store` and a closed content policy where nothing is said."""
    said = dict(headers)
    headers.append(_NO_SNIFFING)
    if _NO_STORE[0] not in said:
        headers.append(_NO_STORE)
    if _NO_CONTENT_LOADS[0] not in said:
        headers.append(_NO_CONTENT_LOADS)
