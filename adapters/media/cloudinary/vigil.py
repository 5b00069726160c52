"""Waiting for the batch of an asset, without anybody being busy with it."""

from collections.abc import AsyncGenerator, Mapping
from datetime import datetime, timedelta

import msgspec

from adapters.media.cloudinary import unconfirmed
from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.addresses import manifest_url
from adapters.media.cloudinary.bookmark import Bookmark
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.faults import MissingFault, code_of_refusal
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.manifest import read_renditions
from adapters.media.cloudinary.patience import Patience
from adapters.media.cloudinary.pictures import look_for_pictures
from adapters.media.cloudinary.report_text import ReportText
from adapters.media.cloudinary.upstream import Seen, Upstream
from application.errors import ProcessingFailedError
from application.ports.media_engine import (
    Awaiting,
    Bookmarked,
    EngineEvent,
    HostedReady,
    Progressed,
)
from domain.video.failure import Blame, FailureCode
from domain.video.renditions import Rendition

_FIRST_GAP = timedelta(seconds=5)
_LONGEST_GAP = timedelta(minutes=5)
_LOST_AFTER = timedelta(minutes=20)
"""The last try of a notification comes 18 minutes after the first.

Source: Cloudinary, Webhook notifications.
"""

_STUCK_AFTER = timedelta(hours=1)
"""Where delivery says that it is being made; asking again does no harm to what is."""

_LOOKS_FOR_PICTURES = 4
"""A video that can be played waits about a minute for its pictures."""

_MOST_BATCHES = 3
_UNNAMED = "unnamed"
_OK, _BAD_REQUEST, _PROCESSING = 200, 400, unconfirmed.PROCESSING_STATUS


class Vigil:
    """One look at an asset whose renditions may be ready."""

    def __init__(
        self,
        account: CloudinaryAccount,
        calls: CloudinaryCalls,
        upstream: Upstream,
        patience: Patience,
    ) -> None:
        self._account = account
        self._calls = calls
        self._upstream = upstream
        self._patience = patience

    async def events(
        self, place: HostedPlace, page: Bookmark, report: ReportText, now: datetime
    ) -> AsyncGenerator[EngineEvent, None]:
        """Yield what is found: that it is ready, or how long to wait.

        Raises:
            CloudinaryFault: a call failed.
            ProcessingFailedError: a rendition cannot be made, or got lost too often.
        """
        if not page.batch_id:
            # The batch that came with the upload, where its answer was lost and none was asked for.
            begun = report.uploads.get(str(place.version), "") if page.asked_at is None else ""
            page = await self._ask(place, page, begun, now)
            yield Bookmarked(page.write())
        items = report.batches.get(page.batch_id, {})
        seen = await self._upstream.look(manifest_url(self._account, place))
        if reason := _failure(items, seen):
            yield _without_batch(page)
            raise await self._failed(place, reason)
        if seen.status == _OK:
            pictures = await look_for_pictures(self._account, self._upstream, place, items)
            if not (pictures.are_coming and page.looks < _LOOKS_FOR_PICTURES):
                yield Progressed(1.0)
                yield HostedReady(
                    hosted_as=place.write(),
                    renditions=_renditions_of(seen, page),
                    has_thumbnail=pictures.has_thumbnail,
                    has_storyboard=False,
                    placeholder=pictures.placeholder,
                )
                return
        if await self._is_lost(place, page, seen, now):
            if page.batches >= _MOST_BATCHES:
                yield _without_batch(page)
                raise _unavailable(f"{page.batches} batches came to nothing")
            page = await self._ask(place, page, "", now)
        gap = min(_FIRST_GAP * 2 ** min(page.looks, 10), _LONGEST_GAP)
        yield Bookmarked(msgspec.structs.replace(page, looks=page.looks + 1).write())
        yield Awaiting(gap)

    async def _ask(self, place: HostedPlace, page: Bookmark, begun: str, now: datetime) -> Bookmark:
        """Return the page with a batch at work: the one that was `begun`, or another."""
        if not begun:
            answer = await self._patience.ask(lambda: self._calls.begin_batch(place.public_id))
            begun = answer.batch_id or _UNNAMED
        return msgspec.structs.replace(
            page, batch_id=begun, batches=page.batches + 1, asked_at=now, looks=0
        )

    async def _is_lost(self, place: HostedPlace, page: Bookmark, seen: Seen, now: datetime) -> bool:
        """Tell whether nobody is working on the batch any more.

        Raises:
            MissingFault: the asset itself is gone.
        """
        is_at_work = seen.status in {0, _PROCESSING}
        patience = _STUCK_AFTER if is_at_work else _LOST_AFTER
        if page.asked_at is not None and now - page.asked_at < patience:
            return False
        asset = await self._calls.find(place.public_id)
        if asset is None:
            raise MissingFault(place.public_id)
        return not any(unconfirmed.is_stream(row, place.profile) for row in asset.derived)

    async def _failed(self, place: HostedPlace, reason: str) -> ProcessingFailedError:
        """Return the failure of an item; what cannot be shown is not kept."""
        code = code_of_refusal(reason)
        if code.blame is Blame.MEDIA:
            await self._patience.ask(lambda: self._calls.destroy(place.public_id))
        return ProcessingFailedError(code, reason)


def _failure(items: Mapping[str, str], seen: Seen) -> str:
    """Return why the stream cannot be made; empty where nothing says so."""
    if items.get("m3u8"):
        return items["m3u8"]
    if seen.status == _BAD_REQUEST and code_of_refusal(seen.reason).blame is Blame.MEDIA:
        return seen.reason
    return ""


def _without_batch(page: Bookmark) -> Bookmarked:
    """Have the next attempt, if there is one, ask for another batch."""
    return Bookmarked(msgspec.structs.replace(page, batch_id="", batches=0).write())


def _renditions_of(master: Seen, page: Bookmark) -> tuple[Rendition, ...]:
    """Return what the playlist lists, or the original's own size where it tells none."""
    if listed := read_renditions(master.body.decode(errors="replace")):
        return listed
    name = f"{min(page.width_px, page.height_px)}p"
    return (Rendition(name, page.width_px, page.height_px, page.bitrate_bps),)


def _unavailable(detail: str) -> ProcessingFailedError:
    return ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, detail)
