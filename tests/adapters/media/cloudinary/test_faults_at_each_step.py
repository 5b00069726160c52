"""Each fault of the table, at each step: the end state that is documented for it."""

import pytest

from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.services.cloudinary.faults import (
    HTML_ERROR,
    LOST_ANSWER,
    RESET,
    Fault,
    told,
)
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_PASSING = {
    "503": told(503, "Temporarily unavailable"),
    "502 page": HTML_ERROR,
    "504": told(504, "Gateway Timeout"),
    "420": told(420, "Rate Limit Exceeded. Limit of 500 api operations reached."),
    "423": told(423, "Locked"),
    "429": told(429, "Too many requests"),
    "stale": told(400, "Stale request - reported time is more than 1 hour ago"),
    "reset": RESET,
    "lost answer": LOST_ANSWER,
    "answer of another shape": Fault(status=500, body=b"{}"),
}
"""What is gone the next time, one of each kind; nobody ever learns of it."""

_ALWAYS = 1000

_LASTING = {
    "401": (told(401, "Invalid Signature abc."), FailureCode.ENGINE_UNAVAILABLE),
    "403": (told(403, "Not enabled"), FailureCode.ENGINE_UNAVAILABLE),
    "404": (told(404, "Resource not found"), FailureCode.ENGINE_UNAVAILABLE),
    "503": (told(503, "Temporarily unavailable"), FailureCode.ENGINE_UNAVAILABLE),
    "502 page": (HTML_ERROR, FailureCode.ENGINE_UNAVAILABLE),
    "413 page": (Fault(status=413, body=b"<html></html>"), FailureCode.OUTPUT_TOO_LARGE),
    "not a video": (told(400, "Unsupported video format or file"), FailureCode.NOT_A_VIDEO),
    "too large": (
        told(400, "File size too large. Got 9. Maximum is 8. Upgrade"),
        FailureCode.OUTPUT_TOO_LARGE,
    ),
    "unknown text": (told(400, "Something new"), FailureCode.INTERNAL_ERROR),
    "409": (told(409, "Already exists"), FailureCode.INTERNAL_ERROR),
}
"""What stays as it is, and the code under which the video is FAILED."""


@pytest.mark.parametrize("after", [1, 3], ids=["chunk", "last chunk"])
@pytest.mark.parametrize("fault", _PASSING.values(), ids=_PASSING)
async def test_a_passing_fault_of_an_upload_is_not_felt(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, fault: Fault, after: int
) -> None:
    cloudinary_stand_in.faults.add("chunk", fault, after=after)
    video = await platform.uploaded()

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.assets) == 1


@pytest.mark.parametrize("step", ["explicit", "resource", "manifest"])
@pytest.mark.parametrize("fault", _PASSING.values(), ids=_PASSING)
async def test_a_passing_fault_after_the_upload_is_not_felt(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, fault: Fault, step: str
) -> None:
    cloudinary_stand_in.notifier.mode = "drop"
    cloudinary_stand_in.faults.add("chunk", LOST_ANSWER, after=3)
    cloudinary_stand_in.faults.add(step, fault)
    video = await platform.uploaded()

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.assets) == 1


@pytest.mark.parametrize(("fault", "code"), _LASTING.values(), ids=_LASTING)
async def test_a_lasting_fault_of_an_upload_has_its_code(
    platform: CloudPlatform,
    cloudinary_stand_in: CloudinaryStandIn,
    fault: Fault,
    code: FailureCode,
) -> None:
    cloudinary_stand_in.faults.add("chunk", fault, times=_ALWAYS)
    video = await platform.uploaded()

    ended = await platform.ended(video)

    assert ended.failure is not None
    assert ended.failure.code is code
    assert len(cloudinary_stand_in.assets) == 0


@pytest.mark.parametrize("lasting", ["401", "403", "503", "unknown text"])
async def test_a_lasting_fault_of_a_batch_has_its_code(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, lasting: str
) -> None:
    fault, code = _LASTING[lasting]
    cloudinary_stand_in.notifier.mode = "drop"
    cloudinary_stand_in.faults.add("chunk", LOST_ANSWER, after=3)
    cloudinary_stand_in.faults.add("explicit", fault, times=_ALWAYS)

    ended = await platform.ended(await platform.uploaded())

    assert ended.failure is not None
    assert ended.failure.code is code


async def test_an_owner_may_try_again_when_the_account_is_in_order(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", told(401, "Invalid Signature abc."))
    video = await platform.uploaded()
    failed = await platform.ended(video)
    assert failed.failure is not None
    assert failed.effort.attempts_in_cycle == 1

    await platform.videos.update(video.id, lambda stored: stored.retry(platform.clock.now()))

    assert (await platform.ended(video)).status is VideoStatus.READY
