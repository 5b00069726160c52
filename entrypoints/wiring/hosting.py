"""The hosted engine and its parts; imported only where it is chosen: its SDK loads slowly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.check import CloudinaryCheck
from adapters.media.cloudinary.direct_uploads import CloudinaryDirectUploads
from adapters.media.cloudinary.engine import CloudinaryEngine
from adapters.media.cloudinary.gateway.hosted_media import CloudinaryHostedMedia, PlaybackMode
from adapters.media.cloudinary.reports import CloudinaryEngineReports
from adapters.media.cloudinary.settings import CloudinarySettings
from adapters.media.cloudinary.upstream import Upstream
from adapters.security.hkdf import hkdf_sha256
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from entrypoints.read_cloudinary import is_on_this_machine, is_reachable_from_outside
from entrypoints.settings import CloudinaryAccess, Settings

_CALLBACK_PATH = "/api/callbacks/cloudinary"
_CHANNEL_BYTES = 12


def account_of(access: CloudinaryAccess) -> CloudinaryAccount:
    """Return the account that the settings name."""
    return CloudinaryAccount(
        cloud_name=access.cloud_name,
        api_key=access.api_key,
        api_secret=access.api_secret,
        api_base=access.api_base,
        delivery_base=access.delivery_base,
        former_secrets=access.notification_secrets,
        signature_algorithm=access.signature_algorithm,
    )


class Hosting:
    """What stands behind the ports where Cloudinary is the engine; all parts share one breaker."""

    def __init__(
        self, settings: Settings, clock: Clock, ids: IdGenerator, borrowed: BorrowedFiles
    ) -> None:
        access = settings.media.cloudinary or CloudinaryAccess()
        self.account = account_of(access)
        tastes = CloudinarySettings(
            limits=settings.media.limits,
            chunk_bytes=access.chunk_bytes,
            profile=access.streaming_profile,
            call_timeout_s=access.call_timeout.total_seconds(),
            notification_url=self.notification_url(settings, access),
        )
        breaker = CircuitBreaker(clock)
        calls = CloudinaryCalls(self.account, tastes, breaker)
        self._upstream = Upstream()
        self.engine = CloudinaryEngine(self.account, tastes, calls, self._upstream, clock, ids)
        self.reports = CloudinaryEngineReports(self.account, calls, clock, tastes.channel)
        self.check = CloudinaryCheck(self.account, breaker, clock)
        self.direct_uploads = CloudinaryDirectUploads(self.account, tastes, calls)
        self.hosted_media = CloudinaryHostedMedia(
            self.account,
            PlaybackMode(access.playback),
            access.auth_token_key,
            self._upstream,
            borrowed,
            clock,
        )

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Close every connection at the end."""
        async with self._upstream:
            yield

    @staticmethod
    def notification_url(settings: Settings, access: CloudinaryAccess) -> str:
        """Return where notifications go: to us, or to a channel where we cannot be reached."""
        own_url = settings.http.public_base_url
        may_call = is_on_this_machine(access.api_base) or is_reachable_from_outside(own_url)
        if access.notifications == "callback" or (access.notifications == "auto" and may_call):
            return own_url + _CALLBACK_PATH
        # Known to every process of this platform, and to none of another on the same account.
        channel = hkdf_sha256(
            settings.tokens.secret.encode(), info=b"channel of notifications", length=_CHANNEL_BYTES
        )
        return f"poll://videos-{channel.hex()}"
