"""Addresses of receivers, read once and strictly.

What is connected to is built from what was read, so that no second reading can differ from it.
"""

import re
from dataclasses import dataclass

from adapters.webhooks.addresses import parse_address
from domain.webhook.endpoint import URL_MAX_CHARS
from domain.webhook.errors import WebhookUrlRefusedError

_FORM = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    # Printable ASCII: whatever else an address may hold is written with % (RFC 3986 section 2).
    r"(?P<path>[/?](?:(?![#\\])[!-~])*)?",
    re.ASCII | re.IGNORECASE,
)
_PORTS = frozenset({80, 443, 8080, 8443})
"""Source: promise P44."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PRIVATE_ENDINGS = (
    "localhost",  # RFC 6761
    "local",  # RFC 6762
    "internal",  # reserved by ICANN in 2024
    "home.arpa",  # RFC 8375
    "invalid",  # RFC 6761
    "localdomain",
    "intranet",
    "corp",
    "lan",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send: `host` without brackets, `authority` as the address has it."""

    scheme: str
    host: str
    port: int
    path: str
    authority: str

    @property
    def may_be_public(self) -> bool:
        """Whether a name that does not resolve here may do so elsewhere."""
        name = self.host.lower().rstrip(".")
        if "." not in name or parse_address(name) is not None:
            return False
        return not any(name == end or name.endswith(f".{end}") for end in _PRIVATE_ENDINGS)


def read_target(url: str) -> Target:
    """Return what `url` says.

    Raises:
        WebhookUrlRefusedError: it is malformed, holds credentials or a fragment, or names another
            scheme or port than the allowed ones.
    """
    found = _FORM.fullmatch(url)
    if found is None or len(url) > URL_MAX_CHARS:
        raise WebhookUrlRefusedError
    scheme = found["scheme"].lower()
    port = int(found["port"] or _DEFAULT_PORTS[scheme])
    if port not in _PORTS:
        raise WebhookUrlRefusedError
    path = found["path"] or "/"
    authority = found["host"] + (f":{found['port']}" if found["port"] else "")
    return Target(
        scheme=scheme,
        host=found["host"].strip("[]"),
        port=port,
        path=path if path.startswith("/") else f"/{path}",
        authority=authority,
    )
