"""Uploads whose bytes go straight to a hosted engine."""

from datetime import timedelta

import pytest

from domain.upload.direct import Direct
from domain.upload.errors import UploadElsewhereError
from domain.upload.upload import Upload, UploadStatus
from tests.builders import NOW, an_upload

_LIFE = timedelta(hours=2)


def _direct() -> Upload:
    return an_upload(
        length_bytes=1000, offset_bytes=0, direct=Direct.begun(NOW), expires_at=NOW + _LIFE
    )


def test_the_engine_is_asked_more_and_more_seldom_and_last_at_the_end() -> None:
    upload, gaps = _direct(), []
    now = NOW
    for _ in range(6):
        gaps.append((upload.due_at - now) / timedelta(minutes=1))
        now = upload.due_at
        upload = upload.look_later(now)

    assert gaps == [5, 10, 20, 40, 45, 0]


def test_no_byte_comes_here() -> None:
    with pytest.raises(UploadElsewhereError):
        _direct().admit_writer("somebody", NOW, _LIFE)


def test_what_arrived_finishes_the_upload_once() -> None:
    finished = _direct().arrive(900, NOW, _LIFE)

    assert finished.status is UploadStatus.FINISHED
    assert (finished.offset_bytes, finished.length_bytes) == (900, 900)
    assert finished.made_video_id == finished.video_id
    assert finished.arrive(800, NOW, _LIFE) is finished
    assert finished.refuse(NOW, _LIFE) is finished
    assert finished.look_later(NOW) is finished


def test_what_was_refused_stays_so() -> None:
    refused = _direct().refuse(NOW, _LIFE)

    assert (refused.status, refused.made_video_id) == (UploadStatus.EXPIRED, None)
    assert refused.due_at == NOW + _LIFE
    assert refused.arrive(900, NOW, _LIFE) is refused
