"""Which bucket, with which keys, and how long it may take to answer."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from obstore.store import S3Store

_CONNECT = timedelta(seconds=3)
_REQUEST = timedelta(seconds=20)
"""Bounds one request, its body included: 4 MiB pass at 210 KiB/s."""

_RETRY = timedelta(seconds=10)
"""No request is repeated after this time, so that an answer comes within 30 s in any case."""

_MAX_RETRIES = 3


@dataclass(frozen=True, slots=True)
class S3Place:
    """Where objects lie: below `prefix`, which may be empty, in `bucket`."""

    bucket: str
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Access:
    """How a store is reached.

    Without keys, the role of the machine is asked for; without `endpoint_url`, it is AWS itself.
    """

    access_key_id: str = field(default="", repr=False)
    secret_access_key: str = field(default="", repr=False)
    region: str = "us-east-1"
    endpoint_url: str = ""


def connect(place: S3Place, access: S3Access) -> S3Store:
    """Return a client for `place`; nothing is sent before it is used.

    Buckets are named in the path, as every compatible store understands it, and in the host's name
    for AWS, whose newer regions want it so.
    """
    named = {
        "access_key_id": access.access_key_id,
        "secret_access_key": access.secret_access_key,
        "endpoint": access.endpoint_url,
    }
    told: dict[str, Any] = {name: value for name, value in named.items() if value}
    return S3Store(
        place.bucket,
        prefix=place.prefix or None,
        region=access.region,
        virtual_hosted_style_request=not access.endpoint_url,
        client_options={
            "allow_http": access.endpoint_url.startswith("http://"),
            "connect_timeout": _CONNECT,
            "timeout": _REQUEST,
        },
        retry_config={"max_retries": _MAX_RETRIES, "retry_timeout": _RETRY},
        **told,
    )
