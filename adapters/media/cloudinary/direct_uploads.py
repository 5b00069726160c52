"""Forms that a browser posts straight to Cloudinary.

Source: Cloudinary, Signed upload from the browser: every field beside the file, the key and the
signature itself has to be signed, with literally the same text.
"""

from datetime import datetime, timedelta

from cloudinary.utils import api_sign_request, build_eager, cloudinary_api_url

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.eager import eager_of
from adapters.media.cloudinary.faults import CloudinaryFault
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE, public_id_of
from adapters.media.cloudinary.settings import CloudinarySettings
from application.errors import ServiceUnavailableError
from application.ports.direct_uploads import DirectForm, DirectUploads
from application.ports.engine_reports import Arrival
from domain.ids import UserId, VideoId
from domain.upload.upload import Upload

_LIFE = timedelta(hours=1)
"""For which Cloudinary takes a timestamp."""

_FORMATS = ("mp4", "mov", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpeg", "mpg", "flv", "ogv")
"""Cloudinary's names for the containers that we take."""


class CloudinaryDirectUploads(DirectUploads):
    """The signature covers the name, that nothing is replaced, the renditions and the notification.

    It covers neither the kind of file nor its size, and can be used again for an hour: what comes
    of it is judged by the notification, or by what is found.
    """

    def __init__(
        self, account: CloudinaryAccount, settings: CloudinarySettings, calls: CloudinaryCalls
    ) -> None:
        self._account = account
        self._settings = settings
        self._calls = calls

    @property
    def are_taken(self) -> bool:
        return True

    def form_for(self, upload: Upload, now: datetime) -> DirectForm:
        account = self._account
        wanted = {
            "allowed_formats": ",".join(_FORMATS),
            "context": f"upload={upload.id}",
            "eager": build_eager(eager_of(self._settings.profile)),
            "eager_async": "true",
            "notification_url": self._settings.notification_url,
            "overwrite": "false",
            "public_id": public_id_of(upload.video_id, upload.owner_id),
            "timestamp": str(int(now.timestamp())),
            "type": DELIVERY_TYPE,
        }
        signed = {name: text for name, text in wanted.items() if text}
        signature = api_sign_request(signed, account.api_secret, account.signature_algorithm)
        return DirectForm(
            url=cloudinary_api_url("upload", resource_type=RESOURCE_TYPE, **account.options),
            fields={**signed, "api_key": account.api_key, "signature": signature},
            expires_at=now + _LIFE,
        )

    async def find(self, video_id: VideoId, owner_id: UserId) -> Arrival | None:
        try:
            asset = await self._calls.find(public_id_of(video_id, owner_id))
        except CloudinaryFault as fault:
            raise ServiceUnavailableError from fault
        return None if asset is None else Arrival(asset.bytes or 0)

    async def discard(self, video_id: VideoId, owner_id: UserId, arrival: Arrival) -> None:
        kind = arrival.kind or RESOURCE_TYPE
        try:
            await self._calls.destroy(public_id_of(video_id, owner_id), kind)
        except CloudinaryFault as fault:
            raise ServiceUnavailableError from fault
