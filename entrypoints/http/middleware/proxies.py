"""Who really calls, when the peer is a proxy that the operator trusts."""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send, all_headers

Networks = tuple[IPv4Network | IPv6Network, ...]


class TrustedProxies:
    """Replaces the peer's address by the caller's; without trust, forwarding headers are air.

    Only `X-Forwarded-For` is read: links never depend on what a request says about itself.
    """

    def __init__(self, app: AsgiApp, networks: Networks) -> None:
        self._app = app
        self._networks = networks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (peer := scope["client"]) and self._trusts(peer[0]):
            scope["client"] = (self._caller(scope, peer[0]), 0)
        await self._app(scope, receive, send)

    def _caller(self, scope: Scope, peer: str) -> str:
        """Return the last address that no trusted proxy has, since callers write the first ones."""
        hops = b",".join(all_headers(scope, b"x-forwarded-for")).decode("latin-1").split(",")
        nearest = peer
        for hop in map(str.strip, reversed(hops)):
            if not _is_address(hop):
                return nearest
            nearest = hop
            if not self._trusts(hop):
                return hop
        return nearest

    def _trusts(self, address: str) -> bool:
        if not _is_address(address):
            return False
        parsed = ip_address(address)
        # A socket for both families shows IPv4 peers as mapped addresses.
        mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
        return any((mapped or parsed) in network for network in self._networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
