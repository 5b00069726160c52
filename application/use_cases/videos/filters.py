"""What videos may be filtered by, from the words of a request."""

from domain.text import clean_text
from domain.video.details import Title
from domain.video.lifecycle import VideoStatus
from domain.violations import ViolationCode, invalid


def parse_status(text: str | None) -> VideoStatus | None:
    """Return the state that is asked for.

    Raises:
        ValidationFailedError: there is no such state.
    """
    if text is None:
        return None
    try:
        return VideoStatus(text)
    except ValueError as error:
        message = f"Must be one of {', '.join(VideoStatus)}."
        raise invalid("status", ViolationCode.BAD_FORMAT, message) from error


def parse_search(text: str | None, max_chars: int) -> str | None:
    """Return what a title must contain, folded like titles; nothing of a blank text.

    Raises:
        ValidationFailedError: no title can contain it.
    """
    if text is None or not text.strip():
        return None
    return Title(clean_text("q", text, min_chars=0, max_chars=max_chars)).folded
