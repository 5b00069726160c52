"""Direct uploads to a hosted engine, for tests: what arrives is a test's to say."""

from datetime import datetime, timedelta

from application.errors import ServiceUnavailableError
from application.ports.direct_uploads import DirectForm, DirectUploads
from application.ports.engine_reports import Arrival
from domain.ids import UserId, VideoId
from domain.upload.upload import Upload

_LIFE = timedelta(hours=1)


class MemoryDirectUploads(DirectUploads):
    """Keeps arrivals by video; `is_away` has every call fail."""

    def __init__(self) -> None:
        self.arrivals: dict[VideoId, Arrival] = {}
        self.is_away = False

    @property
    def are_taken(self) -> bool:
        return True

    def form_for(self, upload: Upload, now: datetime) -> DirectForm:
        fields = {"public_id": f"{upload.owner_id}/{upload.video_id}"}
        return DirectForm("https://engine.example/upload", fields, now + _LIFE)

    async def find(self, video_id: VideoId, owner_id: UserId) -> Arrival | None:  # noqa: ARG002 - ids are unique
        self._require_presence()
        return self.arrivals.get(video_id)

    async def discard(self, video_id: VideoId, owner_id: UserId, arrival: Arrival) -> None:  # noqa: ARG002 - ids are unique
        self._require_presence()
        self.arrivals.pop(video_id, None)

    def _require_presence(self) -> None:
        if self.is_away:
            raise ServiceUnavailableError
