"""How videos are called at Cloudinary."""

from domain.ids import MalformedIdError, UserId, VideoId

RESOURCE_TYPE = "video"
"""Every call says so: the SDK's defaults are `image` and `raw`, and neither can be streamed."""

DELIVERY_TYPE = "authenticated"
"""Original and renditions need a signature; of `private` assets the renditions are public.

Source: Cloudinary, Media access methods.
"""


def public_id_of(video_id: VideoId, owner_id: UserId) -> str:
    """Return the one name that a video ever has."""
    return f"{owner_id}/{video_id}"


def ids_of(public_id: str) -> tuple[VideoId, UserId] | None:
    """Return whose video a name stands for; None where it is none of ours."""
    owner_id, _, video_id = public_id.partition("/")
    try:
        return VideoId.parse(video_id), UserId.parse(owner_id)
    except MalformedIdError:
        return None
