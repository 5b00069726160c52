"""The hosted media engine.

Every video is one asset of type `authenticated`, called `{owner}/{video}`; its renditions are one
streaming profile in HLS, and one picture, made in one batch as soon as it has arrived.
"""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.answers import AssetAnswer
from adapters.media.cloudinary.bookmark import Bookmark
from adapters.media.cloudinary.breaker import CircuitOpenFault
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.examination import find_broken_rule, source_info_of
from adapters.media.cloudinary.faults import (
    CloudinaryFault,
    MisconfiguredFault,
    MissingFault,
    RateLimitedFault,
    RefusedFault,
    code_of_refusal,
)
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.patience import Patience
from adapters.media.cloudinary.plan_limits import PlanLimits
from adapters.media.cloudinary.report_text import ReportText
from adapters.media.cloudinary.settings import CloudinarySettings
from adapters.media.cloudinary.shipment import SHARE_OF_UPLOAD, Shipment
from adapters.media.cloudinary.upstream import Upstream
from adapters.media.cloudinary.vigil import Vigil
from application.errors import PlanUnknownError, ProcessingFailedError, ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.media_engine import (
    Awaiting,
    Bookmarked,
    EngineEvent,
    EngineJob,
    Examined,
    MediaEngine,
    Planned,
    Progressed,
)
from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.failure import FailureCode

_log = logging.getLogger(__name__)

_MOST_DETAIL_CHARS = 500


class CloudinaryEngine(MediaEngine):
    """Hands sources over, and looks from time to time whether what was made of them can be played.

    Nothing is kept on this machine: whatever an attempt must know lies in its bookmark.
    """

    def __init__(
        self,
        account: CloudinaryAccount,
        settings: CloudinarySettings,
        calls: CloudinaryCalls,
        upstream: Upstream,
        clock: Clock,
        ids: IdGenerator,
    ) -> None:
        self._settings = settings
        self._calls = calls
        self._clock = clock
        self._patience = Patience(clock, ids)
        self._plan = PlanLimits(calls, clock)
        self._vigil = Vigil(account, calls, upstream, self._patience)

    async def max_source_bytes(self) -> int | None:
        return await self._plan.max_video_bytes()

    async def plan(self, source: SourceFile) -> Planned:  # noqa: ARG002 - it is decided elsewhere
        raise PlanUnknownError

    async def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        public_id = public_id_of(job.video_id, job.owner_id)
        try:
            async with aclosing(self._events(job, public_id)) as events:
                async for event in events:
                    yield event
        except (RateLimitedFault, CircuitOpenFault) as fault:
            wait_s = fault.wait_s
        except MissingFault as fault:
            # Removed in the console, for one: where the source is kept, it is sent again.
            yield Bookmarked(Bookmark(self._patience.new_upload_id()).write())
            raise _failure_of(fault) from fault
        except CloudinaryFault as fault:
            raise _failure_of(fault) from fault
        else:
            return
        yield Awaiting(self._patience.spread(wait_s))

    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        return ()

    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        pass  # nothing lies on this machine

    async def remove(self, video_id: VideoId, owner_id: UserId) -> None:
        public_id = public_id_of(video_id, owner_id)
        try:
            await self._patience.ask(lambda: self._calls.destroy(public_id))
        except CloudinaryFault as fault:
            raise ServiceUnavailableError from fault

    async def _events(self, job: EngineJob, public_id: str) -> AsyncGenerator[EngineEvent, None]:
        page = Bookmark.read(job.bookmark)
        if page is None:
            page = Bookmark(self._patience.new_upload_id())
            yield Bookmarked(page.write())
        if not page.version:
            await self._require_room(job.source)
            shipment = Shipment(
                public_id, job.source, page, self._calls, self._patience, self._settings.chunk_bytes
            )
            async with aclosing(shipment.events()) as events:
                async for event in events:
                    yield event
            asset = shipment.asset
            assert asset is not None  # noqa: S101 - it is there, or the shipment has raised
            if info := source_info_of(asset):
                yield Examined(info)
            await self._enforce_rules(asset)
            page = self._arrived(shipment.page, asset)
            yield Bookmarked(page.write())
            yield Progressed(SHARE_OF_UPLOAD)
        place = HostedPlace(public_id, page.version, self._settings.profile)
        report = ReportText.read(job.report)
        now = self._clock.now()
        async with aclosing(self._vigil.events(place, page, report, now)) as events:
            async for event in events:
                yield event

    async def _require_room(self, source: SourceFile | None) -> None:
        """Let a source pass that the plan takes: it may have come before the limits were known.

        Raises:
            ProcessingFailedError: it is larger than the plan allows.
        """
        most_bytes = await self._plan.max_video_bytes()
        if source is not None and most_bytes is not None and source.size_bytes > most_bytes:
            detail = f"{source.size_bytes} bytes, and the plan takes {most_bytes}"
            raise ProcessingFailedError(FailureCode.OUTPUT_TOO_LARGE, detail)

    def _arrived(self, page: Bookmark, asset: AssetAnswer) -> Bookmark:
        batch_id = asset.batch_id
        return msgspec.structs.replace(
            page,
            version=asset.version,
            format=asset.format,
            width_px=asset.width or 0,
            height_px=asset.height or 0,
            bitrate_bps=round((asset.bytes or 0) * 8 / asset.duration) if asset.duration else 0,
            batch_id=batch_id,
            batches=1 if batch_id else 0,
            asked_at=self._clock.now() if batch_id else None,
        )

    async def _enforce_rules(self, asset: AssetAnswer) -> None:
        """Let an asset stay that keeps the rules.

        Raises:
            ProcessingFailedError: it breaks one, and is removed.
        """
        code = find_broken_rule(asset, self._settings.limits)
        if code is not None:
            await self._patience.ask(lambda: self._calls.destroy(asset.public_id))
            raise ProcessingFailedError(code, "the asset breaks a rule")


def _failure_of(fault: CloudinaryFault) -> ProcessingFailedError:
    detail = str(fault)[:_MOST_DETAIL_CHARS]
    if isinstance(fault, RefusedFault):
        return ProcessingFailedError(code_of_refusal(detail), detail)
    is_final = isinstance(fault, MisconfiguredFault)
    if is_final:
        _log.error("Cloudinary refuses this account: look at the CLOUDINARY_ settings")
    return ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, detail, is_final=is_final)
