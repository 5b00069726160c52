"""An engine that works here: every byte comes here first."""

from datetime import datetime

from application.ports.direct_uploads import DirectForm, DirectUploads
from application.ports.engine_reports import Arrival
from domain.ids import UserId, VideoId
from domain.upload.upload import Upload


class NoDirectUploads(DirectUploads):
    """Nothing goes past us, and so nothing arrives elsewhere."""

    @property
    def are_taken(self) -> bool:
        return False

    def form_for(self, upload: Upload, now: datetime) -> DirectForm:
        raise NotImplementedError("no upload is direct where none are taken")

    async def find(self, video_id: VideoId, owner_id: UserId) -> Arrival | None:  # noqa: ARG002 - nothing is there
        return None

    async def discard(self, video_id: VideoId, owner_id: UserId, arrival: Arrival) -> None:
        pass
