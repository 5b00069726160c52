"""The life of an upload: bytes, length, end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.upload.errors import (
    LengthExceededError,
    LengthRefusedError,
    OffsetMismatchError,
    UploadClosedError,
    UploadExpiredError,
    WriterLostError,
)
from domain.upload.upload import Upload, UploadStatus
from tests.builders import NOW, an_upload

LEASE = timedelta(seconds=10)
LIFE = timedelta(days=1)
A_MS = timedelta(milliseconds=1)


def written(**changes: object) -> Upload:
    """Return an upload under the writer number 1."""
    upload = an_upload(UploadStatus.OPEN, **changes)
    return upload.admit_writer("host/1", NOW, LEASE)


@given(st.lists(st.integers(0, 300), max_size=6))
def test_P28_the_offset_counts_what_was_told_to_be_durable(sizes: list[int]) -> None:
    upload = written(length_bytes=sum(sizes) + 1)
    for size in sizes:
        upload = upload.advance(1, upload.offset_bytes + size, NOW, LIFE)

    assert upload.offset_bytes == sum(sizes)
    assert not upload.is_complete
    assert upload.advance(1, sum(sizes) + 1, NOW, LIFE).is_complete


def test_P28_bytes_go_on_where_the_upload_stands() -> None:
    upload = an_upload(offset_bytes=7)

    upload.require_offset(7)
    for offset_bytes in (0, 6, 8):
        with pytest.raises(OffsetMismatchError) as caught:
            upload.require_offset(offset_bytes)
        assert caught.value.details == {"offset_bytes": 7}


def test_P28_no_byte_lies_beyond_the_length() -> None:
    with pytest.raises(LengthExceededError):
        an_upload(length_bytes=5).require_room_for(6)
    an_upload(length_bytes=5).require_room_for(5)
    an_upload(length_bytes=None).require_room_for(2**60)


def test_a_length_is_declared_once() -> None:
    upload = an_upload(length_bytes=None, offset_bytes=5)
    assert not upload.is_complete

    declared = upload.declare_length(5)

    assert declared.is_complete
    assert declared.declare_length(5) is declared
    for wrong in (4, 6):
        with pytest.raises(LengthRefusedError):
            declared.declare_length(wrong)
    with pytest.raises(LengthRefusedError):
        upload.declare_length(4)


def test_what_is_reserved_is_the_length_or_what_has_arrived() -> None:
    assert an_upload(length_bytes=9).reserved_bytes == 9
    assert an_upload(length_bytes=None, offset_bytes=4).reserved_bytes == 4


def test_an_upload_that_moves_does_not_expire() -> None:
    later = NOW + timedelta(hours=5)

    assert written().advance(1, 1, later, LIFE).expires_at == later + LIFE
    assert written().advance(1, 0, later, LIFE).expires_at == written().expires_at


def test_P28_an_upload_past_its_end_cannot_be_used() -> None:
    upload = an_upload(expires_at=NOW)

    assert upload.require_usable(NOW - A_MS) is upload
    with pytest.raises(UploadExpiredError):
        upload.require_usable(NOW)
    with pytest.raises(UploadExpiredError):
        upload.admit_writer("host/1", NOW, LEASE)


def test_nobody_loses_an_upload_while_writing_to_it() -> None:
    upload = written(expires_at=NOW + A_MS)

    assert not upload.is_over(NOW + LEASE - A_MS)
    assert upload.is_over(NOW + LEASE)
    assert upload.expire(NOW + LEASE - A_MS, LIFE) is upload


def test_an_expired_upload_is_remembered_for_a_while() -> None:
    expired = an_upload(expires_at=NOW).expire(NOW, LIFE)

    assert expired.status is UploadStatus.EXPIRED
    assert expired.due_at == NOW + LIFE
    assert expired.expire(NOW + LIFE, LIFE) is expired
    with pytest.raises(UploadExpiredError):
        expired.require_usable(NOW)


def test_P28_a_finished_upload_lives_on_and_takes_no_writer() -> None:
    finished = written(offset_bytes=1000).finish(1, NOW + A_MS, LIFE)

    assert finished.status is UploadStatus.FINISHED
    assert finished.writer is None
    assert finished.expires_at == NOW + A_MS + LIFE
    with pytest.raises(UploadClosedError):
        finished.admit_writer("host/1", NOW, LEASE)
    with pytest.raises(WriterLostError):
        finished.finish(1, NOW, LIFE)


def test_only_a_complete_upload_is_finished() -> None:
    with pytest.raises(ValueError, match="complete"):
        written().finish(1, NOW, LIFE)


@pytest.mark.parametrize(
    "broken",
    [
        {"offset_bytes": 1001},
        {"offset_bytes": -1},
        {"forget_at": NOW},
        {"status": UploadStatus.EXPIRED, "forget_at": None},
    ],
    ids=str,
)
def test_what_never_holds_is_not_restored(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"upload|offset"):
        an_upload(**broken)  # type: ignore[arg-type]  # fields are given by name
