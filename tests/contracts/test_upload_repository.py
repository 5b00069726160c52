"""What every store of uploads promises."""

import asyncio
from datetime import timedelta

import pytest

from application.errors import DuplicateIdError, UploadNotFoundError
from application.ports.upload_repository import OpenUploads, UploadRepository
from domain.ids import StagedId, UploadId, UserId
from domain.upload.details import UploadDetails
from domain.upload.errors import UploadLockedError
from domain.upload.upload import Upload, UploadStatus
from domain.upload.writer import Wish, Writer
from tests.builders import NOW, an_id, an_upload

A_MS = timedelta(milliseconds=1)
LEASE = timedelta(seconds=10)

UPLOADS = {
    "fresh": an_upload(),
    "without a length": an_upload(length_bytes=None, offset_bytes=7),
    "written": an_upload(writer=Writer(3, "host/1", NOW, Wish.STOP), writers=3, version=9),
    "described": an_upload(
        details=UploadDetails("é", "Two\nlines", "é.mp4", "title w6k=,filetype"),
        expected_sha256="ab" * 32,
    ),
    "finished": an_upload(UploadStatus.FINISHED),
    "expired": an_upload(UploadStatus.EXPIRED),
}


def admit_all(_: OpenUploads) -> None:
    """Agree to any number."""


async def keep(uploads: UploadRepository, *kept: Upload) -> None:
    for upload in kept:
        await uploads.add(upload, NOW, admit_all)


@pytest.mark.parametrize("kind", UPLOADS)
async def test_an_upload_comes_back_as_it_was(uploads: UploadRepository, kind: str) -> None:
    await keep(uploads, UPLOADS[kind])

    assert await uploads.get(UPLOADS[kind].id) == UPLOADS[kind]


async def test_an_unknown_upload_is_not_found(uploads: UploadRepository) -> None:
    nothing = an_id(UploadId)

    with pytest.raises(UploadNotFoundError):
        await uploads.get(nothing)
    with pytest.raises(UploadNotFoundError):
        await uploads.update(nothing, lambda upload: upload)
    await uploads.remove(nothing)


async def test_an_id_is_taken_once(uploads: UploadRepository) -> None:
    first = an_upload()
    await keep(uploads, first)

    with pytest.raises(DuplicateIdError):
        await keep(uploads, an_upload(id=first.id))

    assert await uploads.get(first.id) == first


async def test_who_admits_an_upload_sees_it_among_the_owners_others(
    uploads: UploadRepository,
) -> None:
    first = an_upload(length_bytes=10)
    await keep(uploads, first, an_upload(length_bytes=5))
    seen: list[OpenUploads] = []

    await uploads.add(an_upload(owner_id=first.owner_id, length_bytes=200), NOW, seen.append)

    assert seen == [OpenUploads(count=2, reserved_bytes=210)]


async def test_what_is_not_admitted_is_not_kept(uploads: UploadRepository) -> None:
    refused = an_upload()

    def refuse(_: OpenUploads) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await uploads.add(refused, NOW, refuse)

    with pytest.raises(UploadNotFoundError):
        await uploads.get(refused.id)
    assert await uploads.usage(refused.owner_id, NOW) == OpenUploads(0, 0)


async def test_of_twenty_at_once_no_more_than_allowed_are_admitted(
    uploads: UploadRepository,
) -> None:
    owner_id = an_id(UserId)
    rivals = [an_upload(owner_id=owner_id) for _ in range(20)]

    def admit_five(taken: OpenUploads) -> None:
        if taken.count > 5:
            raise ZeroDivisionError

    await asyncio.gather(
        *(uploads.add(rival, NOW, admit_five) for rival in rivals), return_exceptions=True
    )

    assert (await uploads.usage(owner_id, NOW)).count <= 5


async def test_usage_counts_the_owners_open_uploads_of_which_the_time_runs(
    uploads: UploadRepository,
) -> None:
    owner_id = an_id(UserId)
    await keep(
        uploads,
        an_upload(owner_id=owner_id, length_bytes=1),
        an_upload(owner_id=owner_id, length_bytes=None, offset_bytes=20),
        an_upload(owner_id=owner_id, length_bytes=300, expires_at=NOW),
        an_upload(UploadStatus.FINISHED, owner_id=owner_id),
        an_upload(UploadStatus.EXPIRED, owner_id=owner_id),
        an_upload(length_bytes=4000),
    )

    assert await uploads.usage(owner_id, NOW) == OpenUploads(count=2, reserved_bytes=21)
    assert await uploads.usage(owner_id, NOW - A_MS) == OpenUploads(3, 321)
    assert await uploads.usage(an_id(UserId), NOW) == OpenUploads(0, 0)


async def test_an_update_is_kept_and_returned(uploads: UploadRepository) -> None:
    upload = an_upload()
    await keep(uploads, upload)

    changed = await uploads.update(
        upload.id, lambda stored: stored.admit_writer("host/1", NOW, LEASE)
    )

    assert changed == upload.admit_writer("host/1", NOW, LEASE)
    assert await uploads.get(upload.id) == changed


async def test_P28_of_twenty_writers_at_once_one_is_admitted(uploads: UploadRepository) -> None:
    upload = an_upload()
    await keep(uploads, upload)

    async def ask(name: str) -> Upload:
        return await uploads.update(upload.id, lambda stored: stored.admit_writer(name, NOW, LEASE))

    answers = await asyncio.gather(*(ask(f"w{n}") for n in range(20)), return_exceptions=True)

    admitted = [answer for answer in answers if isinstance(answer, Upload)]
    assert len(admitted) == 1
    assert sum(isinstance(answer, UploadLockedError) for answer in answers) == 19
    assert await uploads.get(upload.id) == admitted[0]


async def test_a_change_that_raises_or_changes_nothing_writes_nothing(
    uploads: UploadRepository,
) -> None:
    upload = an_upload()
    await keep(uploads, upload)

    def refuse(_: Upload) -> Upload:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await uploads.update(upload.id, refuse)
    assert await uploads.update(upload.id, lambda stored: stored) == upload
    assert await uploads.get(upload.id) == upload


async def test_a_removed_upload_is_forgotten(uploads: UploadRepository) -> None:
    removed, kept = an_upload(), an_upload()
    await keep(uploads, removed, kept)

    await uploads.remove(removed.id)
    await uploads.remove(removed.id)

    with pytest.raises(UploadNotFoundError):
        await uploads.get(removed.id)
    assert await uploads.get(kept.id) == kept


async def test_complete_uploads_are_listed_until_they_are_finished(
    uploads: UploadRepository,
) -> None:
    complete = [an_upload(offset_bytes=1000) for _ in range(2)]
    await keep(uploads, *complete, an_upload(), an_upload(UploadStatus.FINISHED))

    found = await uploads.list_complete(10)

    assert sorted(found, key=lambda upload: upload.id) == sorted(complete, key=lambda up: up.id)
    assert len(await uploads.list_complete(1)) == 1


async def test_P39_uploads_are_due_at_their_end_the_first_first(uploads: UploadRepository) -> None:
    late, early = an_upload(expires_at=NOW), an_upload(expires_at=NOW - A_MS)
    finished = an_upload(UploadStatus.FINISHED, expires_at=NOW - 2 * A_MS)
    expired = an_upload(UploadStatus.EXPIRED, forget_at=NOW - 3 * A_MS)
    await keep(
        uploads,
        late,
        early,
        finished,
        expired,
        an_upload(expires_at=NOW + A_MS),
        an_upload(UploadStatus.EXPIRED, expires_at=NOW - A_MS, forget_at=NOW + A_MS),
    )

    assert await uploads.list_due(NOW, 10) == (expired, finished, early, late)
    assert await uploads.list_due(NOW, 2) == (expired, finished)


async def test_P39_staged_bytes_belong_to_an_upload_while_it_is_open(
    uploads: UploadRepository,
) -> None:
    opened, finished = an_upload(), an_upload(UploadStatus.FINISHED)
    await keep(uploads, opened, finished)
    asked = [opened.staged_id, finished.staged_id, an_id(StagedId)]

    assert await uploads.find_staged(asked) == {opened.staged_id}
    assert await uploads.find_staged([]) == frozenset()
