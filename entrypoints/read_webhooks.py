"""Reading what webhooks may do."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from application.limits import WebhookLimits
from entrypoints.setting_reader import SettingReader
from entrypoints.settings import WebhookSettings
from entrypoints.units import parse_list

_LONGEST_TIMEOUT = timedelta(minutes=2)
_ENVELOPE_BYTES = 1024
_MAX_CHAR_BYTES = 4


def read_webhooks(reader: SettingReader, max_title_chars: int) -> WebhookSettings:
    """Return the bounds of calls, and the networks that they may reach.

    The one part of an event whose length people choose is the title, so every event fits into a
    body that has room for the longest one.
    """
    default = WebhookLimits()
    return WebhookSettings(
        limits=WebhookLimits(
            timeout=reader.duration("WEBHOOK_TIMEOUT", default.timeout, most=_LONGEST_TIMEOUT),
            max_endpoints=reader.integer("WEBHOOK_MAX_ENDPOINTS", default.max_endpoints, least=1),
            max_body_bytes=reader.size(
                "WEBHOOK_MAX_BODY_BYTES",
                default.max_body_bytes,
                least=_ENVELOPE_BYTES + _MAX_CHAR_BYTES * max_title_chars,
            ),
        ),
        allowed_networks=reader.parsed(
            "WEBHOOK_ALLOW_NETS", (), _networks, "networks such as 10.0.0.0/8, separated by commas"
        ),
    )


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(entry) for entry in parse_list(text))
