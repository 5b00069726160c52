"""The calls of Cloudinary that the engine makes, each bounded in time and judged by its fault."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import cloudinary.api
import cloudinary.uploader

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.answers import AssetAnswer, PartAnswer, read_answer, read_asset
from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.call_threads import CallThreads
from adapters.media.cloudinary.eager import eager_of
from adapters.media.cloudinary.faults import (
    CloudinaryFault,
    MissingFault,
    fault_of_exception,
    fault_of_status,
)
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE
from adapters.media.cloudinary.settings import CloudinarySettings

_NEUTRAL_NAME = "video"
"""The file's own name is the client's, and nobody else's business."""

_MOST_DERIVED = 500
_POLL_MARGIN_S = 10

Result = TypeVar("Result")


class CloudinaryCalls:
    """Every method may raise any CloudinaryFault, and nothing else."""

    def __init__(
        self, account: CloudinaryAccount, settings: CloudinarySettings, breaker: CircuitBreaker
    ) -> None:
        # It warns of every connection that it does not keep, and of every try of its own.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)
        self._account = account
        self._settings = settings
        self._breaker = breaker
        self._uploads = CallThreads("cloudinary-upload", settings.upload_threads)
        self._admin = CallThreads("cloudinary-admin", settings.admin_threads)
        self._polls = CallThreads("cloudinary-poll", 1)

    async def send_chunk(
        self, public_id: str, content: bytearray, headers: Mapping[str, str]
    ) -> None:
        """Upload a chunk that is not the last."""
        read_answer(await self._send(public_id, content, headers), PartAnswer)

    async def send_last(
        self, public_id: str, content: bytearray, headers: Mapping[str, str]
    ) -> AssetAnswer:
        """Upload the last chunk, or a whole file without `headers`, and begin the batch."""
        return read_asset(await self._send(public_id, content, headers), public_id)

    async def begin_batch(self, public_id: str) -> AssetAnswer:
        """Have the batch made of an asset that is there."""
        document = await self._upload(
            lambda options: cloudinary.uploader.explicit(
                public_id, **self._batch, **options, timeout=self._settings.call_timeout_s
            )
        )
        return read_asset(document, public_id)

    async def find(self, public_id: str) -> AssetAnswer | None:
        """Return the asset, or None."""
        try:
            document = await self._administer(
                lambda options: cloudinary.api.resource(
                    public_id,
                    resource_type=RESOURCE_TYPE,
                    type=DELIVERY_TYPE,
                    max_results=_MOST_DERIVED,
                    **options,
                )
            )
        except MissingFault:
            return None
        return read_asset(document, public_id)

    async def destroy(self, public_id: str, resource_type: str = RESOURCE_TYPE) -> None:
        """Remove an asset with everything made of it, from caches too; one that is gone stays so.

        "not found" is final: type and resource type are those under which it is known to lie.
        """
        await self._upload(
            lambda options: cloudinary.uploader.destroy(
                public_id,
                resource_type=resource_type,
                type=DELIVERY_TYPE,
                invalidate=True,
                timeout=self._settings.call_timeout_s,
                **options,
            )
        )

    async def usage(self) -> Mapping[str, Any]:
        """Return the plan, its limits and what was used of them."""
        return await self._administer(lambda options: cloudinary.api.usage(**options))

    async def fetch_messages(self, channel: str) -> Sequence[Mapping[str, Any]]:
        """Return notifications that wait in a channel; waits for some seconds where none do."""
        found = await self._run(
            self._polls,
            lambda: cloudinary.api.notifications(
                channel=channel,
                wait_seconds=self._settings.poll_s,
                timeout=self._settings.poll_s + _POLL_MARGIN_S,
                **self._account.options,
            ),
        )
        messages: Sequence[Mapping[str, Any]] = found.get("messages", [])
        return messages

    async def acknowledge(self, handles: Sequence[str]) -> None:
        """Have fetched notifications not come again."""
        await self._administer(
            lambda options: cloudinary.api.ack_notifications(list(handles), **options)
        )

    async def _send(
        self, public_id: str, content: bytearray, headers: Mapping[str, str]
    ) -> Mapping[str, Any]:
        timeout_s = self._settings.send_timeout_s(len(content))
        return await self._upload(
            lambda options: cloudinary.uploader.upload_large_part(
                (_NEUTRAL_NAME, content),
                public_id=public_id,
                overwrite=False,
                http_headers=dict(headers),
                timeout=timeout_s,
                **self._batch,
                **options,
            )
        )

    @property
    def _batch(self) -> dict[str, Any]:
        return {
            "resource_type": RESOURCE_TYPE,
            "type": DELIVERY_TYPE,
            "eager": eager_of(self._settings.profile),
            "eager_async": True,
            "notification_url": self._settings.notification_url or None,
        }

    async def _upload(self, call: Callable[[dict[str, Any]], Any]) -> Mapping[str, Any]:
        options = {**self._account.options, "return_error": True}

        def judged() -> Mapping[str, Any]:
            document: Mapping[str, Any] = call(options)
            if "error" in document:
                error = document["error"]
                raise fault_of_status(error["http_code"], str(error.get("message", "")))
            return document

        return await self._run(self._uploads, judged)

    async def _administer(self, call: Callable[[dict[str, Any]], Any]) -> Mapping[str, Any]:
        options = {**self._account.options, "timeout": self._settings.admin_timeout_s}
        answer: Mapping[str, Any] = await self._run(self._admin, lambda: call(options))
        return answer

    async def _run(self, threads: CallThreads, call: Callable[[], Result]) -> Result:
        self._breaker.admit()
        try:
            result = await threads.run(call)
        except Exception as exc:  # noqa: BLE001 - see below, and it is translated
            # The SDK raises its own errors, others' and bare exceptions.
            fault = exc if isinstance(exc, CloudinaryFault) else fault_of_exception(exc)
            self._breaker.note(fault)
            raise fault from exc.__cause__ or exc
        self._breaker.note(None)
        return result
