"""The stand-in itself: a server on a free loopback port, and everything to command it by."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.media.ffmpeg.binaries import Binaries
from adapters.system.clock import SystemClock
from application.ports.clock import Clock
from tests.services.cloudinary.account import Account, Plan
from tests.services.cloudinary.assets import Assets
from tests.services.cloudinary.chunks import Chunks
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.exchange import Call
from tests.services.cloudinary.faults import Faults
from tests.services.cloudinary.notifications import Notifier
from tests.services.cloudinary.processing import Processing
from tests.services.cloudinary.routes import Routes
from tests.services.cloudinary.wire import Server


@dataclass(frozen=True)
class CloudinaryStandIn:
    """One account on a server of its own.

    `core` holds the settings of the playlists; `calls` is every request that was read, in order,
    each of which knows its kind; `unanswered` are those that are not answered yet.
    """

    core: Core
    notifier: Notifier
    processing: Processing
    chunks: Chunks
    faults: Faults
    calls: list[Call]
    unanswered: list[Call]

    @property
    def base_url(self) -> str:
        """Where both APIs and delivery are."""
        return self.core.base_url

    @property
    def account(self) -> Account:
        """Whose stand-in this is."""
        return self.core.account

    @property
    def plan(self) -> Plan:
        """Its limits, which may be changed."""
        return self.core.plan

    @property
    def assets(self) -> Assets:
        """What is stored."""
        return self.core.assets

    @property
    def environment(self) -> dict[str, str]:
        """The settings that make the product use it."""
        return {
            "CLOUDINARY_CLOUD_NAME": self.account.cloud_name,
            "CLOUDINARY_API_KEY": self.account.api_key,
            "CLOUDINARY_API_SECRET": self.account.api_secret,
            "CLOUDINARY_API_BASE": self.base_url,
            "CLOUDINARY_DELIVERY_BASE": self.base_url,
        }

    @property
    def sdk_options(self) -> dict[str, str]:
        """What every call of the SDK takes, to come here."""
        return {
            "cloud_name": self.account.cloud_name,
            "api_key": self.account.api_key,
            "api_secret": self.account.api_secret,
            "upload_prefix": self.base_url,
        }

    def of_kind(self, *kinds: str) -> list[Call]:
        """Return the calls of these kinds so far."""
        return [call for call in list(self.calls) if call.kind in kinds]

    def under_way(self, *kinds: str) -> int:
        """Return how many calls of these kinds wait for their answers."""
        return sum(call.kind in kinds for call in list(self.unanswered))


@contextlib.contextmanager
def running_stand_in(
    folder: Path,
    binaries: Binaries,
    *,
    account: Account | None = None,
    plan: Plan | None = None,
    clock: Clock | None = None,
) -> Iterator[CloudinaryStandIn]:
    """Run a stand-in for as long as the block lasts; it keeps its files in `folder`."""
    with Server() as server:
        core = Core(
            account or Account(),
            plan or Plan(),
            server.base_url,
            folder,
            binaries,
            clock or SystemClock(),
        )
        notifier = Notifier(core)
        processing = Processing(core, notifier)
        chunks = Chunks(core)
        server.plan = core.plan
        server.routes = Routes(core, chunks, processing, notifier)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield CloudinaryStandIn(
                core, notifier, processing, chunks, server.faults, server.calls, server.under_way
            )
        finally:
            server.closing.set()
            processing.close()
            notifier.close()
            server.shutdown()
            thread.join()
