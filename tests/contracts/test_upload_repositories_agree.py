"""Every store of uploads behaves as the one in memory does, whatever is done to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from application.ports.upload_repository import OpenUploads, UploadRepository
from domain.ids import UserId
from domain.upload.upload import Upload
from domain.upload.writer import Wish
from tests.builders import NOW
from tests.contracts.adapters_under_test.persistence import UPLOAD_REPOSITORIES
from tests.contracts.agreement import Agreement, assert_agreement, others_than_memory
from tests.upload_strategies import uploads

# Few owners and moments, so that uploads meet: shared owners, leases and lives that run out.
OWNERS = [UserId(f"00000000-0000-0000-0000-00000000000{n}") for n in range(3)]
MOMENTS = st.integers(0, 5).map(lambda n: NOW + timedelta(milliseconds=n))
SPAN = timedelta(milliseconds=2)

VERBS: dict[str, Callable[[Upload, datetime], Upload]] = {
    "admit": lambda upload, now: upload.admit_writer("holder", now, SPAN),
    "ask": lambda upload, _: upload.ask_writer(Wish.STOP),
    "renew": lambda upload, now: upload.renew_lease(upload.writers, now, SPAN),
    "advance": lambda upload, now: upload.advance(
        upload.writers, upload.length_bytes or 1, now, SPAN
    ),
    "release": lambda upload, _: upload.release_writer(upload.writers),
    "finish": lambda upload, now: upload.finish(upload.writers, now, SPAN),
    "expire": lambda upload, now: upload.expire(now, SPAN),
    "nothing": lambda upload, _: upload,
}


def admit_two(taken: OpenUploads) -> None:
    if taken.count > 2:
        raise ValueError(taken)


@st.composite
def crowded_uploads(draw: st.DrawFn) -> Upload:
    upload = draw(uploads())
    return replace(
        upload,
        owner_id=draw(st.sampled_from(OWNERS)),
        length_bytes=5,
        offset_bytes=draw(st.integers(0, 5)),
        expires_at=draw(MOMENTS),
        forget_at=upload.forget_at and draw(MOMENTS),
        writer=None,
        version=1,
    )


class UploadAgreement(Agreement[UploadRepository]):
    known = Bundle("known")

    @rule(target=known, upload=crowded_uploads(), now=MOMENTS)
    def add(self, upload: Upload, now: datetime) -> Upload:
        self.ask(lambda repository: repository.add(upload, now, admit_two))
        return upload

    @rule(upload=known)
    def look_up(self, upload: Upload) -> None:
        self.ask(lambda repository: repository.get(upload.id))
        self.ask(lambda repository: repository.find_staged([upload.staged_id]))

    @rule(upload=known, verb=st.sampled_from(sorted(VERBS)), now=MOMENTS)
    def change(self, upload: Upload, verb: str, now: datetime) -> None:
        self.ask(
            lambda repository: repository.update(upload.id, lambda stored: VERBS[verb](stored, now))
        )

    @rule(upload=known)
    def remove(self, upload: Upload) -> None:
        self.ask(lambda repository: repository.remove(upload.id))

    @rule(owner_id=st.sampled_from(OWNERS), now=MOMENTS, limit=st.integers(1, 4))
    def look_around(self, owner_id: UserId, now: datetime, limit: int) -> None:
        self.ask(lambda repository: repository.usage(owner_id, now))
        self.ask(lambda repository: repository.list_due(now, limit))


@pytest.mark.parametrize("name", others_than_memory(UPLOAD_REPOSITORIES))
def test_a_store_of_uploads_agrees_with_memory(name: str, request: pytest.FixtureRequest) -> None:
    assert_agreement(UploadAgreement, UPLOAD_REPOSITORIES, name, request)
