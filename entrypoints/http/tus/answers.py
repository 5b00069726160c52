"""What every answer tells about an upload."""

from email.utils import format_datetime

from domain.upload.upload import Upload


def location_of(upload: Upload) -> str:
    """Return the path under which the upload is gone on with."""
    return f"/api/uploads/{upload.id}"


def creation_headers(upload: Upload, *, with_offset: bool) -> dict[str, str]:
    """Return what a creation tells; the offset where it brought bytes along."""
    headers = {"location": location_of(upload), **progress_headers(upload)}
    if not with_offset:
        del headers["upload-offset"]
    return headers


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
