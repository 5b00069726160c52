"""One writer at a time, by lease and by number."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.upload.errors import UploadLockedError, WriterLostError
from domain.upload.upload import Upload
from domain.upload.writer import Wish
from tests.builders import NOW, an_upload

LEASE = timedelta(seconds=10)
LIFE = timedelta(days=1)
A_MS = timedelta(milliseconds=1)


def written() -> Upload:
    return an_upload().admit_writer("host/1", NOW, LEASE)


def test_P28_while_a_lease_runs_nobody_else_is_admitted() -> None:
    with pytest.raises(UploadLockedError):
        written().admit_writer("host/2", NOW + LEASE - A_MS, LEASE)


def test_P28_a_lease_that_ran_out_makes_room_for_the_next_writer() -> None:
    taken_over = written().admit_writer("host/2", NOW + LEASE, LEASE)

    assert taken_over.writer is not None
    assert (taken_over.writer.number, taken_over.writer.holder) == (2, "host/2")


def test_a_renewed_lease_runs_on() -> None:
    renewed = written().renew_lease(1, NOW + LEASE, LEASE)

    with pytest.raises(UploadLockedError):
        renewed.admit_writer("host/2", NOW + LEASE, LEASE)


def test_numbers_rise_also_after_a_release() -> None:
    again = written().release_writer(1).admit_writer("host/1", NOW, LEASE)

    assert again.writer is not None
    assert again.writer.number == 2


def test_the_writer_of_a_process_that_is_gone_loses_its_right() -> None:
    assert written().end_lease(1).writer is None
    assert written().end_lease(2).writer is not None


@pytest.mark.parametrize(
    "verb",
    [
        lambda upload: upload.renew_lease(1, NOW, LEASE),
        lambda upload: upload.advance(1, 5, NOW, LIFE),
        lambda upload: upload.release_writer(1),
        lambda upload: upload.finish(1, NOW, LIFE),
    ],
    ids=["renew", "advance", "release", "finish"],
)
@pytest.mark.parametrize("successors", [0, 1])
def test_P28_a_writer_that_lost_its_right_changes_nothing(
    verb: Callable[[Upload], Upload], successors: int
) -> None:
    upload = written().release_writer(1)
    for _ in range(successors):
        upload = upload.admit_writer("host/2", NOW, LEASE)

    with pytest.raises(WriterLostError):
        verb(upload)


def test_the_greatest_wish_stands() -> None:
    asked = written().ask_writer(Wish.SYNC)
    stopped = asked.ask_writer(Wish.STOP)

    assert asked.ask_writer(Wish.SYNC) is asked
    assert stopped.ask_writer(Wish.SYNC) is stopped
    assert an_upload().ask_writer(Wish.STOP).writer is None


def test_telling_the_offset_fulfils_the_wish_for_it_and_no_other() -> None:
    told = written().ask_writer(Wish.SYNC).advance(1, 0, NOW, LIFE)
    stopping = written().ask_writer(Wish.STOP).advance(1, 5, NOW, LIFE)

    assert told.writer is not None
    assert told.writer.wish is Wish.NOTHING
    assert stopping.writer is not None
    assert stopping.writer.wish is Wish.STOP
