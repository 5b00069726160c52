"""Records as releases with schema 1 wrote them: never edited, and always readable."""

from datetime import UTC, datetime
from fractions import Fraction

from adapters.persistence.stored_form import SESSION_FORM, USER_FORM, VIDEO_FORM
from domain.account.email import EmailAddress
from domain.account.session import Session
from domain.account.user import PersonName, Role, User
from domain.ids import SessionId, StagedId, UserId, VideoId
from domain.video.claim import Claim, Effort
from domain.video.details import Description, Filename, Title
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import Source, SourcePlace
from domain.video.renditions import Publication, Rendition
from domain.video.source import AudioStream, SourceInfo, VideoStream
from domain.video.video import Video

ID = "01890000-0000-7000-8000-000000000001"
OTHER_ID = "01890000-0000-7000-8000-000000000002"
CREATED_AT = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
LATER = datetime(2026, 1, 2, 4, 0, tzinfo=UTC)

VIDEO = """{
  "schema": 1, "id": "01890000-0000-7000-8000-000000000001",
  "owner_id": "01890000-0000-7000-8000-000000000002",
  "title": "Bikes", "description": "Two\\nlines",
  "source": {"filename": "bikes.mp4", "size_bytes": 509868, "sha256": "ab",
    "staged_id": "01890000-0000-7000-8000-000000000002", "place": "stored"},
  "created_at": "2026-01-02T03:04:05.678000Z", "updated_at": "2026-01-02T04:00:00Z",
  "effort": {"attempts_begun": 3, "attempts_in_cycle": 2,
    "cycle_began_at": "2026-01-02T03:04:05.678000Z", "not_before": "2026-01-02T04:00:00Z"},
  "status": "READY", "failure": null, "shortfall": "out_of_memory",
  "source_info": {"container": "mov", "size_bytes": 509868, "duration_s": 10.0,
    "video": {"index": 0, "codec": "h264", "coded_width_px": 640, "coded_height_px": 272,
      "frame_rate_fps": "30000/1001", "base_rate_fps": "30000/1001", "profile": "High",
      "pixel_format": "yuv420p", "bit_depth": 8, "rotation_deg": 90, "sample_aspect": "1",
      "is_interlaced": true, "colour_transfer": "bt709", "colour_primaries": "bt709",
      "reorder_frames": 2, "bitrate_bps": 400000, "start_s": 0.5, "duration_s": 9.5,
      "frames": 300, "longest_gop_s": 8.3, "is_trimmed": true},
    "audio": {"index": 1, "codec": "aac", "channels": 2, "sample_rate_hz": 48000,
      "profile": "LC", "bitrate_bps": 128000, "start_s": 0.25, "duration_s": 9.75},
    "streams": 3},
  "progress": 0.5, "complete": false,
  "publication": {"attempt": 3, "renditions": [
      {"name": "272p", "width_px": 640, "height_px": 272, "bitrate_bps": 410000}],
    "has_thumbnail": true, "has_storyboard": true, "size_bytes": 1000},
  "placeholder": "data:", "claim": {"attempt": 3, "worker": "w",
    "lease_until": "2026-01-02T04:00:00Z"},
  "deleted_at": "2026-01-02T04:00:00Z", "revision": 4, "version": 17
}"""

USER = """{
  "schema": 1, "id": "01890000-0000-7000-8000-000000000002", "name": "Ada",
  "email": "ada@example.com", "password_hash": "hash", "role": "ADMIN",
  "created_at": "2026-01-02T03:04:05.678000Z", "disabled_at": "2026-01-02T04:00:00Z", "version": 2
}"""

SESSION = """{
  "schema": 1, "id": "01890000-0000-7000-8000-000000000001",
  "user_id": "01890000-0000-7000-8000-000000000002", "token_digest": "new",
  "spent_digests": ["first", "second"], "created_at": "2026-01-02T03:04:05.678000Z",
  "rotated_at": "2026-01-02T03:04:05.678000Z", "expires_at": "2026-01-02T04:00:00Z",
  "ended_at": null, "version": 3
}"""


def test_a_video_of_schema_1_is_read() -> None:
    rate_fps = Fraction(30_000, 1001)
    picture = VideoStream(
        index=0,
        codec="h264",
        coded_width_px=640,
        coded_height_px=272,
        frame_rate_fps=rate_fps,
        base_rate_fps=rate_fps,
        profile="High",
        rotation_deg=90,
        is_interlaced=True,
        colour_transfer="bt709",
        colour_primaries="bt709",
        reorder_frames=2,
        bitrate_bps=400_000,
        start_s=0.5,
        duration_s=9.5,
        frames=300,
        longest_gop_s=8.3,
        is_trimmed=True,
    )
    sound = AudioStream(1, "aac", 2, 48_000, "LC", 128_000, 0.25, 9.75)

    assert VIDEO_FORM.from_json(VIDEO) == Video(
        id=VideoId(ID),
        owner_id=UserId(OTHER_ID),
        title=Title("Bikes"),
        description=Description("Two\nlines"),
        source=Source(Filename("bikes.mp4"), 509_868, "ab", StagedId(OTHER_ID), SourcePlace.STORED),
        created_at=CREATED_AT,
        updated_at=LATER,
        effort=Effort(3, 2, cycle_began_at=CREATED_AT, not_before=LATER),
        status=VideoStatus.READY,
        shortfall=Failure(FailureCode.OUT_OF_MEMORY),
        source_info=SourceInfo("mov", 509_868, 10.0, picture, sound, streams=3),
        progress=0.5,
        publication=Publication(
            attempt=3,
            renditions=(Rendition("272p", 640, 272, 410_000),),
            has_thumbnail=True,
            has_storyboard=True,
            size_bytes=1000,
        ),
        placeholder="data:",
        claim=Claim(3, "w", LATER),
        deleted_at=LATER,
        revision=4,
        version=17,
    )


def test_a_user_of_schema_1_is_read() -> None:
    assert USER_FORM.from_json(USER) == User(
        id=UserId(OTHER_ID),
        name=PersonName("Ada"),
        email=EmailAddress("ada@example.com"),
        password_hash="hash",
        role=Role.ADMIN,
        created_at=CREATED_AT,
        disabled_at=LATER,
        version=2,
    )


def test_a_session_of_schema_1_is_read() -> None:
    assert SESSION_FORM.from_json(SESSION) == Session(
        id=SessionId(ID),
        user_id=UserId(OTHER_ID),
        token_digest="new",
        spent_digests=("first", "second"),
        created_at=CREATED_AT,
        rotated_at=CREATED_AT,
        last_used_at=CREATED_AT,
        expires_at=LATER,
        version=3,
    )
