"""Which part of the protocol a path belongs to."""

import re

from tests.services.cloudinary.admin_api import AdminApi
from tests.services.cloudinary.chunks import Chunks
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.delivery import Delivery
from tests.services.cloudinary.exchange import Answer, Call, RefusedError
from tests.services.cloudinary.notifications import Notifier
from tests.services.cloudinary.processing import Processing
from tests.services.cloudinary.upload_api import UploadApi

_ADMIN = {"resource", "usage", "notifications", "ack"}
_KINDS_OF_FILES = {"m3u8": "manifest", "ts": "segment", "jpg": "picture", "webp": "picture"}


class Routes:
    """Every call has one kind, by which faults and tests name it.

    `upload`, `chunk`, `explicit`, `destroy`, `download`, `resource`, `usage`, `notifications`,
    `ack`, `manifest`, `segment`, `picture`, `original`; else `unknown`.
    """

    def __init__(
        self, core: Core, chunks: Chunks, processing: Processing, notifier: Notifier
    ) -> None:
        cloud = re.escape(core.account.cloud_name)
        self._upload_path = re.compile(rf"/v1_1/{cloud}/(image|video|raw|auto)/(\w+)")
        self._resource_path = re.compile(rf"/v1_1/{cloud}/resources/(\w+)/(\w+)/(.+)")
        self._usage_path = f"/v1_1/{core.account.cloud_name}/usage"
        self._messages_path = f"/v2/notifications/{core.account.cloud_name}/messages"
        self._delivery_path = re.compile(rf"/{cloud}/video/(?:upload|authenticated)/.+\.(\w+)")
        self._uploads = UploadApi(core, chunks, processing, notifier)
        self._admin = AdminApi(core, notifier)
        self._delivery = Delivery(core)
        self._core = core

    def kind_of(self, call: Call) -> str:
        """Return what a call asks for."""
        if found := self._upload_path.fullmatch(call.path):
            return "chunk" if "Content-Range" in call.headers else found[2]
        if self._resource_path.fullmatch(call.path):
            return "resource"
        if call.path.startswith(self._messages_path):
            return "ack" if call.path.endswith("/ack") else "notifications"
        if call.path == self._usage_path:
            return "usage"
        if found := self._delivery_path.fullmatch(call.path):
            return _KINDS_OF_FILES.get(found[1], "original")
        return "unknown"

    def answer(self, call: Call) -> Answer:
        """Do what a call asks for."""
        try:
            if call.kind in _ADMIN:
                self._admin.check(call)
                return self._administer(call)
            if found := self._upload_path.fullmatch(call.path):
                self._uploads.check(call)
                return self._upload(call, found[1])
            if call.kind != "unknown":
                return self._delivery.deliver(call)
        except RefusedError as refused:
            return refused.answer
        return Answer.refusal(404, "Unknown path")

    def _upload(self, call: Call, resource_type: str) -> Answer:
        match call.kind:
            case "upload" | "chunk":
                return self._uploads.upload(call, resource_type)
            case "explicit":
                return self._uploads.explicit(call)
            case "destroy":
                return self._uploads.destroy(call, resource_type)
            case "download":
                return self._delivery.download(call, resource_type)
        raise RefusedError(404, f"Unknown action {call.kind}")

    def _administer(self, call: Call) -> Answer:
        if found := self._resource_path.fullmatch(call.path):
            return self._admin.resource(call, *found.groups())
        match call.kind:
            case "usage":
                return self._admin.usage()
            case "notifications":
                return self._admin.notifications(call)
        return self._admin.acknowledge(call)
