"""What every answer tells about an upload."""

from email.utils import format_datetime

from domain.upload.upload import Upload


def location_of(upload: Upload) -> str:
    """Return the path under which the upload is gone on with."""
    return f"/api/uploads/{upload.id}"


def progress_headers(upload: Upload) -> dict[str, str]:
    """Return where the upload stands, until when it lives, and the video that it became."""
    headers = {
        "upload-offset": str(upload.offset_bytes),
        "upload-expires": format_datetime(upload.expires_at, usegmt=True),
    }
    if upload.made_video_id is not None:
        headers["upload-video-id"] = upload.made_video_id
    return headers


def head_headers(upload: Upload) -> dict[str, str]:
    """Return everything that `HEAD` tells."""
    headers = progress_headers(upload) | {"cache-control": "no-store"}
    if upload.length_bytes is None:
        headers["upload-defer-length"] = "1"
    else:
        headers["upload-length"] = str(upload.length_bytes)
    if upload.details.metadata:
        headers["upload-metadata"] = upload.details.metadata
    return headers
