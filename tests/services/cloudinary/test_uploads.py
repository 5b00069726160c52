"""The official SDK uploads to the stand-in, and is refused what Cloudinary refuses."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import cloudinary.api
import cloudinary.exceptions
import cloudinary.uploader
import pytest
from cloudinary.api_client.execute_request import Response

from adapters.media.ffmpeg.binaries import Binaries
from adapters.system.clock import SystemClock
from tests.doubles.clock import ManualClock
from tests.media.clips import Studio
from tests.services.cloudinary.account import Plan
from tests.services.cloudinary.faults import HTML_ERROR, LOST_ANSWER, told
from tests.services.cloudinary.stand_in import CloudinaryStandIn, running_stand_in

_HLS = [
    {"streaming_profile": "hd", "format": "m3u8"},
    {"start_offset": "auto", "width": 640, "crop": "limit", "format": "jpg"},
]


def _upload(stand_in: CloudinaryStandIn, clip: Path, **options: object) -> dict[str, Any]:
    given = {"public_id": "owner/video", "eager": _HLS, "eager_async": True, "timeout": 20}
    common = {"resource_type": "video", "type": "authenticated", "filename": "video.mp4"}
    answer: dict[str, Any] = cloudinary.uploader.upload(
        str(clip), **{**stand_in.sdk_options, **common, **given, **options}
    )
    return answer


def _resource(stand_in: CloudinaryStandIn, public_id: str = "owner/video") -> Response:
    return cloudinary.api.resource(
        public_id,
        resource_type="video",
        type="authenticated",
        max_results=500,
        **stand_in.sdk_options,
    )


def test_an_upload_answers_before_anything_is_made(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    cloudinary_stand_in.processing.pause()

    answer = _upload(cloudinary_stand_in, studio.two_rungs())

    assert answer["public_id"] == "owner/video"
    assert answer["resource_type"] == "video"
    assert (answer["width"], answer["height"]) == (854, 480)
    assert answer["duration"] == pytest.approx(2, abs=0.1)
    assert [item["status"] for item in answer["eager"]] == ["processing", "processing"]
    assert len({item["batch_id"] for item in answer["eager"]}) == 1
    assert _resource(cloudinary_stand_in)["derived"] == []


def test_what_was_asked_for_is_listed_when_it_is_made(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    _upload(cloudinary_stand_in, studio.two_rungs())
    cloudinary_stand_in.processing.wait()

    answer = _resource(cloudinary_stand_in)

    made = {(row["transformation"], row["format"]) for row in answer["derived"]}
    assert {("sp_hd", "m3u8"), ("c_limit,so_auto,w_640", "jpg")} <= made
    assert answer.rate_limit_remaining == 499


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_signature_covers_exactly_what_is_sent(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio, algorithm: str
) -> None:
    cloudinary_stand_in.plan.algorithm = algorithm

    assert _upload(cloudinary_stand_in, studio.two_rungs(), signature_algorithm=algorithm)
    with pytest.raises(cloudinary.exceptions.AuthorizationRequired, match="Invalid Signature"):
        _upload(
            cloudinary_stand_in,
            studio.two_rungs(),
            signature_algorithm=algorithm,
            api_secret="another",
        )


def test_a_signature_grows_stale_in_an_hour(
    tmp_path: Path, binaries: Binaries, studio: Studio
) -> None:
    clock = ManualClock(SystemClock().now() + timedelta(hours=2))
    with (
        running_stand_in(tmp_path, binaries, clock=clock) as stand_in,
        pytest.raises(cloudinary.exceptions.BadRequest, match="Stale request"),
    ):
        _upload(stand_in, studio.two_rungs())


def test_synchronous_transformations_are_refused(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    with pytest.raises(cloudinary.exceptions.BadRequest, match="eager_async=true"):
        _upload(cloudinary_stand_in, studio.two_rungs(), eager_async=False)


def test_one_request_carries_so_much_and_no_more(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    cloudinary_stand_in.plan.request_bytes = 10_000

    with pytest.raises(cloudinary.exceptions.Error, match=r"Error parsing server response \(413\)"):
        _upload(cloudinary_stand_in, studio.two_rungs())


def test_what_is_no_video_is_refused(
    cloudinary_stand_in: CloudinaryStandIn, tmp_path: Path
) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no video")

    with pytest.raises(cloudinary.exceptions.BadRequest, match="Unsupported video format"):
        _upload(cloudinary_stand_in, text)


def test_an_asset_is_not_overwritten_where_that_is_not_wanted(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    first = _upload(cloudinary_stand_in, studio.two_rungs())

    kept = _upload(cloudinary_stand_in, studio.plain(2), overwrite=False)
    replaced = _upload(cloudinary_stand_in, studio.plain(2), overwrite=True)

    assert kept["existing"]
    assert kept["version"] == first["version"]
    assert replaced["overwritten"]
    assert replaced["version"] > first["version"]


def test_explicit_makes_more_of_an_asset(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    _upload(cloudinary_stand_in, studio.two_rungs(), eager=None, eager_async=None)

    answer = cloudinary.uploader.explicit(
        "owner/video",
        resource_type="video",
        type="authenticated",
        eager=_HLS,
        eager_async=True,
        **cloudinary_stand_in.sdk_options,
    )
    cloudinary_stand_in.processing.wait()

    assert answer["eager"][0]["status"] == "processing"
    assert _resource(cloudinary_stand_in)["derived"]


def test_destroying_is_repeatable(cloudinary_stand_in: CloudinaryStandIn, studio: Studio) -> None:
    _upload(cloudinary_stand_in, studio.two_rungs())
    named = {"resource_type": "video", "type": "authenticated", "invalidate": True}

    answers = [
        cloudinary.uploader.destroy("owner/video", **named, **cloudinary_stand_in.sdk_options)
        for _ in range(2)
    ]

    assert [answer["result"] for answer in answers] == ["ok", "not found"]
    with pytest.raises(cloudinary.exceptions.NotFound):
        _resource(cloudinary_stand_in)


def test_calls_go_wrong_on_command(cloudinary_stand_in: CloudinaryStandIn, studio: Studio) -> None:
    faults = cloudinary_stand_in.faults
    faults.add("upload", told(420, "Rate Limit Exceeded"))
    faults.add("upload", HTML_ERROR)
    faults.add("upload", LOST_ANSWER)

    with pytest.raises(cloudinary.exceptions.RateLimited):
        _upload(cloudinary_stand_in, studio.two_rungs())
    with pytest.raises(cloudinary.exceptions.Error, match="502"):
        _upload(cloudinary_stand_in, studio.two_rungs())
    with pytest.raises(cloudinary.exceptions.Error, match="Unexpected error"):
        _upload(cloudinary_stand_in, studio.two_rungs())

    assert _resource(cloudinary_stand_in)["public_id"] == "owner/video"


def test_the_admin_api_counts_its_calls(tmp_path: Path, binaries: Binaries) -> None:
    with running_stand_in(tmp_path, binaries, plan=Plan(admin_calls=1)) as stand_in:
        usage = cloudinary.api.usage(**stand_in.sdk_options)

        assert usage["media_limits"]["video_max_size_bytes"] == stand_in.plan.video_bytes
        assert usage.rate_limit_remaining == 0
        with pytest.raises(cloudinary.exceptions.RateLimited, match="420"):
            cloudinary.api.usage(**stand_in.sdk_options)


def test_an_empty_file_is_refused(cloudinary_stand_in: CloudinaryStandIn) -> None:
    with pytest.raises(cloudinary.exceptions.BadRequest, match="Empty file"):
        cloudinary.uploader.upload(
            io.BytesIO(b""),
            filename="a.mp4",
            resource_type="video",
            **cloudinary_stand_in.sdk_options,
        )
