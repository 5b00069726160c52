"""The video that an upload becomes."""

from datetime import datetime

from domain.upload.upload import Upload
from domain.video.details import Description, Filename, Title
from domain.video.original import Source, SourcePlace
from domain.video.video import Video


def video_of(
    upload: Upload,
    size_bytes: int,
    sha256: str,
    request_id: str | None,
    now: datetime,
    *,
    place: SourcePlace = SourcePlace.STAGED,
) -> Video:
    """Return the video of an upload of which every byte has arrived.

    Args:
        upload: what was said about it before its first byte.
        size_bytes: the length of what arrived.
        sha256: its digest, empty where nobody here has read the bytes.
        request_id: what brought the last of them.
        now: when that was.
        place: where they lie.
    """
    details = upload.details
    return Video.create(
        id=upload.video_id,
        owner_id=upload.owner_id,
        title=Title(details.title),
        description=Description(details.description) if details.description else None,
        source=Source(
            filename=Filename(details.filename),
            size_bytes=size_bytes,
            sha256=sha256,
            staged_id=upload.staged_id,
            place=place,
            request_id=request_id,
        ),
        now=now,
    )
