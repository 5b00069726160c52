"""From names and texts to the settings of the hosted engine."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from entrypoints.setting_reader import SettingReader
from entrypoints.settings import CloudinaryAccess
from entrypoints.units import parse_list

_CREDENTIALS = ("CLOUDINARY_CLOUD_NAME", "CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET")
_SDK_URL = "cloudinary://"
_LEAST_CHUNK_BYTES = 6_000_000
"""Chunks of exactly 5 MB are refused. Source: Cloudinary's SDK for Node, upload of large files."""

_HEX_KEY = re.compile(r"([0-9a-fA-F]{2}){8,}", re.ASCII)

_PROFILES = ("4k", "full_hd", "hd", "sd", "full_hd_wifi", "full_hd_lean", "hd_lean")
"""Those that every account has. Source: Cloudinary, Adaptive bitrate streaming."""


def read_cloudinary(reader: SettingReader) -> CloudinaryAccess | None:
    """Return how Cloudinary is reached; None where the engine is the embedded one."""
    given = [reader.text(name) for name in _CREDENTIALS]
    if any(given):
        for name, value in zip(_CREDENTIALS, given, strict=True):
            if not value:
                reader.refuse(name, "set too, since other CLOUDINARY_ settings are")
        if not reader.text("CLOUDINARY_URL", _SDK_URL).startswith(_SDK_URL):
            # The SDK reads it by itself, and does not load with another.
            reader.refuse("CLOUDINARY_URL", f"empty, or an address that begins with {_SDK_URL}")
    default = CloudinaryAccess()
    token_key = _token_key(reader)
    access = CloudinaryAccess(
        cloud_name=given[0],
        api_key=given[1],
        api_secret=given[2],
        api_base=_base_url(reader, "CLOUDINARY_API_BASE", default.api_base),
        delivery_base=_base_url(reader, "CLOUDINARY_DELIVERY_BASE", default.delivery_base),
        notifications=reader.choice(
            "CLOUDINARY_NOTIFICATIONS", default.notifications, ("auto", "callback", "channel")
        ),
        notification_secrets=tuple(parse_list(reader.text("CLOUDINARY_NOTIFICATION_SECRETS"))),
        signature_algorithm=reader.choice(
            "CLOUDINARY_SIGNATURE_ALGORITHM", default.signature_algorithm, ("sha1", "sha256")
        ),
        streaming_profile=reader.choice(
            "CLOUDINARY_STREAMING_PROFILE", default.streaming_profile, _PROFILES
        ),
        playback=_playback(reader, has_token_key=bool(token_key)),
        auth_token_key=token_key,
        chunk_bytes=reader.size(
            "CLOUDINARY_CHUNK_BYTES", default.chunk_bytes, least=_LEAST_CHUNK_BYTES
        ),
        call_timeout=reader.duration("CLOUDINARY_CALL_TIMEOUT", default.call_timeout),
    )
    return access if any(given) else None


def _token_key(reader: SettingReader) -> str:
    key = reader.text("CLOUDINARY_AUTH_TOKEN_KEY")
    if key and _HEX_KEY.fullmatch(key) is None:
        reader.refuse("CLOUDINARY_AUTH_TOKEN_KEY", "the hex digits that Cloudinary gave")
    return key


def _playback(reader: SettingReader, *, has_token_key: bool) -> str:
    default = "token" if has_token_key else "gateway"
    mode = reader.choice("CLOUDINARY_PLAYBACK", default, ("gateway", "token", "signed"))
    if mode == "token" and not has_token_key:
        reader.refuse("CLOUDINARY_AUTH_TOKEN_KEY", "set too, since CLOUDINARY_PLAYBACK is token")
    return mode


def is_on_this_machine(url: str) -> bool:
    """Tell whether an address leads nowhere else."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def is_reachable_from_outside(url: str) -> bool:
    """Tell whether somebody on the internet may well reach an address; names are believed."""
    host = urlsplit(url).hostname or ""
    if _is_address(host):
        return ip_address(host).is_global
    return "." in host and not host.endswith((".local", ".internal", ".localhost"))


def _base_url(reader: SettingReader, name: str, default: str) -> str:
    url = reader.text(name, default).rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_on_this_machine(url))
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        reader.refuse(name, "an https:// address; http:// is allowed on this machine only", url)
    return url


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
