"""Events survive in every store, and those of schema 1 stay readable as they are."""

import dataclasses
from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from adapters.persistence.event_records import EventRecord, VideoFactsRecord
from adapters.persistence.stored_form import EVENT_FORM
from domain.event import EventType
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.events import VideoEvent, VideoFacts
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from tests.strategies import failures, ids, instants, titles

EVENTS = st.builds(
    VideoEvent,
    type=st.sampled_from(EventType),
    video_id=ids(VideoId),
    owner_id=ids(UserId),
    at=instants(),
    facts=st.builds(
        VideoFacts,
        title=titles(),
        status=st.sampled_from(VideoStatus),
        progress=st.floats(0, 1),
        complete=st.booleans(),
        failure=st.none() | failures(),
    ),
)

EVENT = """{
  "schema": 1, "type": "video.failed", "video_id": "01890000-0000-7000-8000-000000000001",
  "owner_id": "01890000-0000-7000-8000-000000000002", "at": "2026-01-02T03:04:05.678000Z",
  "facts": {"title": "Bikes", "status": "FAILED", "progress": 0.5, "complete": false,
    "failure": "corrupt_media"}
}"""


@given(EVENTS)
def test_events_survive_as_text_and_as_documents(event: VideoEvent) -> None:
    assert EVENT_FORM.from_json(EVENT_FORM.to_json(event)) == event
    assert EVENT_FORM.from_document(EVENT_FORM.to_document(event)) == event


def test_every_field_has_its_place_in_the_record() -> None:
    for kind, record in ((VideoEvent, EventRecord), (VideoFacts, VideoFactsRecord)):
        fields = {field.name for field in dataclasses.fields(kind)}
        stored = {field.name for field in msgspec.structs.fields(record)}
        assert stored - {"schema"} == fields


def test_an_event_of_schema_1_is_read() -> None:
    assert EVENT_FORM.from_json(EVENT) == VideoEvent(
        type=EventType.FAILED,
        video_id=VideoId("01890000-0000-7000-8000-000000000001"),
        owner_id=UserId("01890000-0000-7000-8000-000000000002"),
        at=datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC),
        facts=VideoFacts(
            title=Title("Bikes"),
            status=VideoStatus.FAILED,
            progress=0.5,
            complete=False,
            failure=Failure(FailureCode.CORRUPT_MEDIA),
        ),
    )
