"""What operators may set about the HTTP API."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

_KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpOptions:
    """Bounds of requests, and whom the API believes and answers.

    Attributes:
        public_base_url: prefix of every absolute URL handed out, without a slash at its end.
        cors_origins: origins that browsers may call from, compared as exact text.
        trusted_proxies: peers whose forwarding headers count.
        body_idle_timeout_s: longest wait for the next bytes of a body, and the span over which
            its rate is judged.
        body_min_bytes_per_s: slowest body that is listened to.
        request_timeout_s: time until an answer begins; uploads and event streams have none.
        accel_redirect_prefix: where the web server in front finds the folder of published files,
            an internal address that begins and ends with a slash; empty to send them ourselves.
        metrics_token: opens `/metrics` to other machines; empty for this machine alone.
        retry_after_s: what `Retry-After` says where nothing better is known.
    """

    public_base_url: str = "http://127.0.0.1:5000"
    cors_origins: frozenset[str] = frozenset()
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    max_json_bytes: int = 64 * _KIB
    max_json_depth: int = 32
    max_header_bytes: int = 32 * _KIB
    max_headers: int = 100
    max_url_bytes: int = 8 * _KIB
    max_upload_bytes: int = 10 * _KIB**3
    max_multipart_parts: int = 16
    max_part_header_bytes: int = 8 * _KIB
    body_idle_timeout_s: float = 30.0
    body_min_bytes_per_s: int = _KIB
    request_timeout_s: float = 30.0
    accel_redirect_prefix: str = ""
    metrics_token: str = field(default="", repr=False)
    retry_after_s: int = 5
