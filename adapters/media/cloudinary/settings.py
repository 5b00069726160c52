"""Tastes and bounds of the hosted engine."""

from dataclasses import dataclass

from domain.video.limits import MediaLimits

_SLOWEST_UPLINK_BPS = 2_000_000


@dataclass(frozen=True, slots=True)
class CloudinarySettings:
    """How much is sent at once, what is made, and how long answers may take.

    `chunk_bytes` is what one request carries; longer files are sent in chunks of it. The SDK holds
    three times as much, which the default keeps below 64 MiB; Cloudinary refuses less than 5 MB.
    `profile` is the streaming profile of every video.
    `call_timeout_s` is the time for an answer, beside that for sending.
    `poll_s` is how long a channel is listened to at once.
    `notification_url` is where notifications go: an address of ours, or `poll://` and a channel.
    """

    limits: MediaLimits = MediaLimits()
    chunk_bytes: int = 10_000_000
    profile: str = "full_hd"
    call_timeout_s: float = 30.0
    notification_url: str = ""
    poll_s: int = 60
    upload_threads: int = 8
    admin_threads: int = 2

    @property
    def admin_timeout_s(self) -> float:
        """The time for one try of an Admin call, of which the SDK's HTTP client makes four."""
        return self.call_timeout_s / 4

    def send_timeout_s(self, size_bytes: int) -> float:
        """Return the time for a request that carries so much; the SDK sends it as one piece."""
        return self.call_timeout_s + size_bytes * 8 / _SLOWEST_UPLINK_BPS

    @property
    def channel(self) -> str | None:
        """The channel from which notifications are fetched; None where they are delivered."""
        prefix = "poll://"
        is_polled = self.notification_url.startswith(prefix)
        return self.notification_url.removeprefix(prefix) if is_polled else None
