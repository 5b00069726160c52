"""The hosted engine, talking to a stand-in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.check import CloudinaryCheck
from adapters.media.cloudinary.engine import CloudinaryEngine
from adapters.media.cloudinary.reports import CloudinaryEngineReports
from adapters.media.cloudinary.settings import CloudinarySettings
from adapters.media.cloudinary.upstream import Upstream
from tests.doubles.clock import ManualClock
from tests.doubles.ids import SequentialIdGenerator
from tests.services.cloudinary.stand_in import CloudinaryStandIn

CHUNK_BYTES = 100_000
CHANNEL = "tests"


@dataclass(frozen=True)
class Hosted:
    """The adapters of one process."""

    stand_in: CloudinaryStandIn
    clock: ManualClock
    account: CloudinaryAccount
    engine: CloudinaryEngine
    reports: CloudinaryEngineReports
    check: CloudinaryCheck
    breaker: CircuitBreaker
    calls: CloudinaryCalls


def account_of(stand_in: CloudinaryStandIn) -> CloudinaryAccount:
    """Return the stand-in's account as the product knows it."""
    return CloudinaryAccount(
        cloud_name=stand_in.account.cloud_name,
        api_key=stand_in.account.api_key,
        api_secret=stand_in.account.api_secret,
        api_base=stand_in.base_url,
        delivery_base=stand_in.base_url,
    )


@asynccontextmanager
async def hosted_by(
    stand_in: CloudinaryStandIn,
    settings: CloudinarySettings | None = None,
    **changes: object,
) -> AsyncIterator[Hosted]:
    """Open the adapters of one process; its chunks are small, and its clock a test's."""
    stand_in.plan.chunk_bytes = CHUNK_BYTES
    settings = settings or CloudinarySettings(
        chunk_bytes=CHUNK_BYTES,
        call_timeout_s=5.0,
        notification_url=f"poll://{CHANNEL}",
        poll_s=0,
    )
    account = replace(account_of(stand_in), **changes)  # type: ignore[arg-type]  # fields by name
    clock = ManualClock(stand_in.core.clock.now())
    breaker = CircuitBreaker(clock)
    calls = CloudinaryCalls(account, settings, breaker)
    async with Upstream() as upstream:
        yield Hosted(
            stand_in,
            clock,
            account,
            CloudinaryEngine(account, settings, calls, upstream, clock, SequentialIdGenerator(0.0)),
            CloudinaryEngineReports(account, calls, clock, settings.channel),
            CloudinaryCheck(account, breaker, clock),
            breaker,
            calls,
        )
