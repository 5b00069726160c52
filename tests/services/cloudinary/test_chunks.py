"""The official SDK uploads in chunks, which must follow on from each other."""

from typing import Any

import cloudinary.exceptions
import cloudinary.uploader
import pytest

from tests.media.clips import Studio
from tests.services.cloudinary.faults import LOST_ANSWER
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def test_chunks_make_one_file(cloudinary_stand_in: CloudinaryStandIn, studio: Studio) -> None:
    clip = studio.large()
    cloudinary_stand_in.plan.chunk_bytes = 1000

    answer = cloudinary.uploader.upload_large(
        str(clip),
        resource_type="video",
        type="authenticated",
        public_id="owner/video",
        chunk_size=clip.stat().st_size // 3,
        **cloudinary_stand_in.sdk_options,
    )

    asset = cloudinary_stand_in.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    assert asset.original.read_bytes() == clip.read_bytes()
    assert answer["bytes"] == clip.stat().st_size
    assert len(cloudinary_stand_in.of_kind("chunk")) in {3, 4}
    assert cloudinary_stand_in.chunks.open_runs == 0


def _send_chunk(stand_in: CloudinaryStandIn, chunk: bytes, content_range: str) -> dict[str, Any]:
    answer: dict[str, Any] = cloudinary.uploader.upload_large_part(
        ("video.mp4", chunk),
        resource_type="video",
        type="authenticated",
        public_id="owner/video",
        http_headers={"X-Unique-Upload-Id": "one", "Content-Range": content_range},
        **stand_in.sdk_options,
    )
    return answer


def test_the_last_chunk_that_was_received_may_come_again(
    cloudinary_stand_in: CloudinaryStandIn,
) -> None:
    cloudinary_stand_in.plan.chunk_bytes = 4
    cloudinary_stand_in.faults.add("chunk", LOST_ANSWER)
    with pytest.raises(cloudinary.exceptions.Error, match="Unexpected error"):
        _send_chunk(cloudinary_stand_in, b"1234", "bytes 0-3/100")

    again = _send_chunk(cloudinary_stand_in, b"1234", "bytes 0-3/100")

    assert (again["done"], again["bytes"]) == (False, 4)


@pytest.mark.parametrize(
    ("chunk", "content_range", "reason"),
    [
        (b"1234", "bytes 8-11/100", "not 4"),
        (b"12", "bytes 4-5/100", "larger than 5mb"),
        (b"1234", "bytes 4-9/100", "does not match"),
    ],
)
def test_chunks_that_do_not_follow_on_are_refused(
    cloudinary_stand_in: CloudinaryStandIn, chunk: bytes, content_range: str, reason: str
) -> None:
    cloudinary_stand_in.plan.chunk_bytes = 4
    _send_chunk(cloudinary_stand_in, b"1234", "bytes 0-3/100")

    with pytest.raises(cloudinary.exceptions.BadRequest, match=reason):
        _send_chunk(cloudinary_stand_in, chunk, content_range)
