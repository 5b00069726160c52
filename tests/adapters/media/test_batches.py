"""Which rungs are encoded at once."""

from adapters.media.ffmpeg.batches import share_decoding
from domain.video.ladder import pick_rungs


def _names(width_px: int, height_px: int) -> list[list[str]]:
    batches = share_decoding(pick_rungs(width_px, height_px, 30))
    return [[rung.name for rung in batch] for batch in batches]


def test_ordinary_sizes_share_one_decoding() -> None:
    assert _names(1920, 1080) == [["1080p", "720p", "480p", "360p"]]


def test_the_largest_size_is_encoded_alone_and_last() -> None:
    assert _names(3840, 2160) == [["1440p", "1080p", "720p", "480p", "360p"], ["2160p"]]


def test_without_rungs_there_is_nothing_to_encode() -> None:
    assert share_decoding(()) == ()
