"""One customer of the stand-in, and what the plan allows."""

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """Credentials as the console shows them; `token_key` is the hex key of expiring addresses."""

    cloud_name: str = "stand-in"
    api_key: str = field(default_factory=lambda: str(10**14 + secrets.randbelow(9 * 10**14)))
    api_secret: str = field(default_factory=lambda: secrets.token_urlsafe(20))
    token_key: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass
class Plan:
    """Limits as Cloudinary has them; tests lower them, to stay cheap.

    `admin_calls` is how many calls of the Admin API are left in this hour.
    `algorithm` is that of the account's signatures.
    """

    algorithm: str = "sha1"
    request_bytes: int = 100_000_000
    chunk_bytes: int = 5 * 1024 * 1024
    video_bytes: int = 2_000_000_000
    admin_calls: int = 500
    signature_life_s: int = 3600
