"""What a video refuses to do."""

from domain.errors import ErrorKind, PlatformError
from domain.video.lifecycle import VideoStatus


class TransitionNotAllowedError(PlatformError):
    """The table knows no way from the present state to the one asked for."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The video is not in a state that allows this."

    def __init__(self, current: VideoStatus, target: VideoStatus) -> None:
        super().__init__(
            f"A video that is {current} cannot become {target}.", current=current, target=target
        )


class OriginalGoneError(PlatformError):
    """The video is FAILED, and another attempt has nothing to work on."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The original is not there any more."


class WorkNotDueError(PlatformError):
    """There is no work to claim on the video: it is done, not due yet, or claimed by another."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "There is no work to claim."


class ClaimLostError(PlatformError):
    """A newer claim exists, or none: what this attempt made does not count any more."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The claim on this work is lost."
