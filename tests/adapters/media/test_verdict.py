"""What the end of a child says."""

import signal

import pytest

from adapters.media.ffmpeg.verdict import Ending, judge
from domain.video.failure import FailureCode


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (Ending(0, ""), None),
        (Ending(0, "a frame was damaged"), None),
        (Ending(1, "anything", timed_out=True), FailureCode.PROCESSING_TIMEOUT),
        (Ending(-signal.SIGKILL, "", timed_out=True), FailureCode.PROCESSING_TIMEOUT),
        (Ending(-signal.SIGXCPU, ""), FailureCode.PROCESSING_TIMEOUT),
        (Ending(-signal.SIGKILL, ""), FailureCode.OUT_OF_MEMORY),
        (Ending(-signal.SIGXFSZ, ""), FailureCode.OUTPUT_TOO_LARGE),
        (Ending(-signal.SIGSEGV, ""), FailureCode.INTERNAL_ERROR),
        (Ending(69, ""), FailureCode.CORRUPT_MEDIA),
        (Ending(69, "Error while opening encoder - maybe …"), FailureCode.OUT_OF_MEMORY),
        (Ending(69, "Error while filtering: Cannot allocate memory"), FailureCode.OUT_OF_MEMORY),
        (Ending(69, "Error submitting packet: Cannot allocate memory"), FailureCode.CORRUPT_MEDIA),
        (Ending(183, "Invalid data found"), FailureCode.CORRUPT_MEDIA),
        (Ending(228, "x.m4s: No space left on device"), FailureCode.STORAGE_FULL),
        (Ending(244, "Cannot allocate memory"), FailureCode.OUT_OF_MEMORY),
        (Ending(1, "Traceback (most recent call last): …"), FailureCode.ENGINE_UNAVAILABLE),
    ],
)
def test_an_ending_has_one_reason(ending: Ending, code: FailureCode | None) -> None:
    assert judge(ending) is code
