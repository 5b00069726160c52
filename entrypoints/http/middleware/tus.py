"""The version of the tus protocol, on every answer of its routes, refusals among them."""

from entrypoints.http.exchange import Exchange
from entrypoints.http.safety_headers import Headers
from entrypoints.http.tus.protocol import VERSION

_ROOT = "/api/uploads"
_HEADER = (b"tus-resumable", VERSION.encode())


def mark_tus_version(exchange: Exchange, headers: Headers) -> None:
    """Add `Tus-Resumable`: clients take an answer without it for somebody else's."""
    path = exchange.path
    if path.startswith(_ROOT) and (path == _ROOT or path.startswith(f"{_ROOT}/")):
        headers.append(_HEADER)
