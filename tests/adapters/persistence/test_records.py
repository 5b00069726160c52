"""Nothing is lost on the way into a store and back, today's records or those of a year ago."""

import dataclasses
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given

from adapters.persistence import (
    account_records,
    audit_records,
    idempotency_records,
    personal_token_records,
    source_records,
    upload_records,
    video_records,
)
from adapters.persistence.stored_form import (
    OWN_VIDEO_FORM,
    PERSONAL_TOKEN_FORM,
    SESSION_FORM,
    UPLOAD_FORM,
    USER_FORM,
    VIDEO_FORM,
)
from application.errors import StoreUnavailableError
from application.views import OwnVideo
from domain.account.audit import AuditEntry
from domain.account.client import Client
from domain.account.personal_token import PersonalToken
from domain.account.session import Session
from domain.account.user import User
from domain.idempotency.keyed_request import Kept, KeyClaim, KeyedRequest, KeyScope
from domain.upload.details import UploadDetails
from domain.upload.upload import Upload
from domain.upload.writer import Writer
from domain.video import claim, renditions, source
from domain.video.original import Source
from domain.video.video import Video
from tests.builders import a_user, a_video
from tests.strategies import personal_tokens, sessions, users, videos
from tests.upload_strategies import uploads

RECORDS: dict[type[Any], type[msgspec.Struct]] = {
    Video: video_records.VideoRecord,
    Source: video_records.SourceRecord,
    claim.Effort: video_records.EffortRecord,
    claim.Claim: video_records.ClaimRecord,
    renditions.Publication: video_records.PublicationRecord,
    renditions.Rendition: video_records.RenditionRecord,
    source.SourceInfo: source_records.SourceInfoRecord,
    source.VideoStream: source_records.VideoStreamRecord,
    source.AudioStream: source_records.AudioStreamRecord,
    KeyedRequest: idempotency_records.KeyedRequestRecord,
    KeyClaim: idempotency_records.KeyClaimRecord,
    KeyScope: idempotency_records.KeyScopeRecord,
    Kept: idempotency_records.KeptRecord,
    Upload: upload_records.UploadRecord,
    UploadDetails: upload_records.UploadDetailsRecord,
    Writer: upload_records.WriterRecord,
    User: account_records.UserRecord,
    Session: account_records.SessionRecord,
    Client: account_records.ClientRecord,
    AuditEntry: audit_records.AuditEntryRecord,
    PersonalToken: personal_token_records.PersonalTokenRecord,
}


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_has_its_place_in_the_record(kind: type[Any]) -> None:
    fields = {field.name for field in dataclasses.fields(kind)}

    stored = {field.name for field in msgspec.structs.fields(RECORDS[kind])}

    assert stored - {"schema"} == fields


@given(videos())
def test_videos_survive_as_text_and_as_documents(video: Video) -> None:
    assert VIDEO_FORM.from_json(VIDEO_FORM.to_json(video)) == video
    assert VIDEO_FORM.from_document(VIDEO_FORM.to_document(video)) == video


@given(videos())
def test_owners_see_of_a_record_what_they_see_of_its_video(video: Video) -> None:
    assert OWN_VIDEO_FORM.from_json(VIDEO_FORM.to_json(video)) == OwnVideo.of(video)
    assert OWN_VIDEO_FORM.from_document(VIDEO_FORM.to_document(video)) == OwnVideo.of(video)


@given(uploads())
def test_uploads_survive_as_text_and_as_documents(upload: Upload) -> None:
    assert UPLOAD_FORM.from_json(UPLOAD_FORM.to_json(upload)) == upload
    assert UPLOAD_FORM.from_document(UPLOAD_FORM.to_document(upload)) == upload


@given(users())
def test_users_survive_as_text_and_as_documents(user: User) -> None:
    assert USER_FORM.from_json(USER_FORM.to_json(user)) == user
    assert USER_FORM.from_document(USER_FORM.to_document(user)) == user


@given(personal_tokens())
def test_personal_tokens_survive_as_text_and_as_documents(token: PersonalToken) -> None:
    assert PERSONAL_TOKEN_FORM.from_json(PERSONAL_TOKEN_FORM.to_json(token)) == token
    assert PERSONAL_TOKEN_FORM.from_document(PERSONAL_TOKEN_FORM.to_document(token)) == token


@given(sessions())
def test_sessions_survive_as_text_and_as_documents(session: Session) -> None:
    assert SESSION_FORM.from_json(SESSION_FORM.to_json(session)) == session
    assert SESSION_FORM.from_document(SESSION_FORM.to_document(session)) == session


def test_keys_beside_the_record_are_ignored() -> None:
    video = a_video()

    assert VIDEO_FORM.from_document(VIDEO_FORM.to_document(video) | {"keys": {}}) == video


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"status": "PAUSED"},
        {"status": "FAILED"},  # without a failure, which no video of ours ever was
        {"version": "one"},
    ],
    ids=str,
)
def test_what_this_release_cannot_read_is_unavailable(change: dict[str, object]) -> None:
    record = json.loads(VIDEO_FORM.to_json(a_video()))

    with pytest.raises(StoreUnavailableError):
        VIDEO_FORM.from_json(json.dumps(record | change))


def test_no_secret_of_a_user_is_in_an_error() -> None:
    user = a_user(password_hash="the-hash")
    record = json.loads(USER_FORM.to_json(user))

    with pytest.raises(StoreUnavailableError) as caught:
        USER_FORM.from_json(json.dumps(record | {"schema": 2}))

    assert "the-hash" not in f"{caught.value!r} {caught.value.__cause__!r}"
