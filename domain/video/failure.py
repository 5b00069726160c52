"""Why processing failed, whose fault it was, and whether trying again can help."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Blame(StrEnum):
    """Who can mend a failure."""

    MEDIA = "media"
    SERVICE = "service"


class FailureCode(StrEnum):
    """The closed set of reasons; part of the public contract."""

    NOT_A_VIDEO = "not_a_video"
    NO_VIDEO_STREAM = "no_video_stream"
    UNSUPPORTED_CODEC = "unsupported_codec"
    CORRUPT_MEDIA = "corrupt_media"
    TOO_LONG = "too_long"
    TOO_LARGE_FRAME = "too_large_frame"
    TOO_MANY_STREAMS = "too_many_streams"
    OUTPUT_TOO_LARGE = "output_too_large"
    PROCESSING_TIMEOUT = "processing_timeout"
    OUT_OF_MEMORY = "out_of_memory"
    STORAGE_FULL = "storage_full"
    ENGINE_UNAVAILABLE = "engine_unavailable"
    ATTEMPTS_EXHAUSTED = "attempts_exhausted"
    PROCESSING_EXPIRED = "processing_expired"
    INTERNAL_ERROR = "internal_error"

    @property
    def blame(self) -> Blame:
        """Whose fault it is: the file's, or ours."""
        return Blame.MEDIA if self in _FAULTS_OF_THE_MEDIA else Blame.SERVICE

    @property
    def retryable(self) -> bool:
        """Whether another attempt on the same bytes can end differently."""
        return self.blame is Blame.SERVICE

    @property
    def message(self) -> str:
        """The reason in a sentence for the owner of the video."""
        return _MESSAGES[self]


_FAULTS_OF_THE_MEDIA = frozenset(
    {
        FailureCode.NOT_A_VIDEO,
        FailureCode.NO_VIDEO_STREAM,
        FailureCode.UNSUPPORTED_CODEC,
        FailureCode.CORRUPT_MEDIA,
        FailureCode.TOO_LONG,
        FailureCode.TOO_LARGE_FRAME,
        FailureCode.TOO_MANY_STREAMS,
        FailureCode.OUTPUT_TOO_LARGE,
    }
)

_MESSAGES = MappingProxyType(
    {
        FailureCode.NOT_A_VIDEO: "The file is not a video that can be read.",
        FailureCode.NO_VIDEO_STREAM: "The file has no picture, only sound or data.",
        FailureCode.UNSUPPORTED_CODEC: "The file uses a codec that is not supported.",
        FailureCode.CORRUPT_MEDIA: "The file is damaged or incomplete.",
        FailureCode.TOO_LONG: "The video is longer than allowed.",
        FailureCode.TOO_LARGE_FRAME: "The picture is larger than allowed.",
        FailureCode.TOO_MANY_STREAMS: "The file holds more streams than allowed.",
        FailureCode.OUTPUT_TOO_LARGE: "The processed video would be larger than allowed.",
        FailureCode.PROCESSING_TIMEOUT: "Processing took longer than allowed.",
        FailureCode.OUT_OF_MEMORY: "Processing needed more memory than allowed.",
        FailureCode.STORAGE_FULL: "There was no room to store the processed video.",
        FailureCode.ENGINE_UNAVAILABLE: "The media engine could not be reached.",
        FailureCode.ATTEMPTS_EXHAUSTED: "Processing was interrupted too often.",
        FailureCode.PROCESSING_EXPIRED: "Processing did not end in the time allowed.",
        FailureCode.INTERNAL_ERROR: "Processing failed on our side.",
    }
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a video is FAILED; carries nothing but the code, from which all else follows."""

    code: FailureCode

    @property
    def message(self) -> str:
        """The reason in a sentence for the owner of the video."""
        return self.code.message

    @property
    def retryable(self) -> bool:
        """Whether another attempt on the same bytes can end differently."""
        return self.code.retryable
