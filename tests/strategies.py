"""Hypothesis strategies of value objects and aggregates: anything that the domain can hold."""

from datetime import UTC, datetime
from typing import TypeVar

from hypothesis import strategies as st

from domain.account.client import Client
from domain.account.email import EmailAddress
from domain.account.personal_token import PersonalToken, Scope, TokenName
from domain.account.session import Session
from domain.account.user import PersonName, Role, User
from domain.ids import Id, PersonalTokenId, SessionId, StagedId, UserId, VideoId
from domain.video.claim import Claim, Effort
from domain.video.details import Description, Filename, Title
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import PLAYABLE, VideoStatus
from domain.video.original import Source, SourcePlace
from domain.video.renditions import Publication, Rendition
from domain.video.source import AudioStream, SourceInfo, VideoStream
from domain.video.video import Video

AnyId = TypeVar("AnyId", bound=Id)

_printable = st.characters(exclude_categories=["Cc", "Cs"])
_counts = st.integers(0, 2**53)
_sizes_px = st.integers(1, 2**31 - 1)
_seconds = st.floats(0, 1e9)
_rates_fps = st.fractions(0, 1000, max_denominator=1_000_000)
_digests = st.text("0123456789abcdef", min_size=64, max_size=64)


def ids(kind: type[AnyId]) -> st.SearchStrategy[AnyId]:
    """Ids of one kind."""
    return st.uuids().map(kind)


def instants() -> st.SearchStrategy[datetime]:
    """Aware instants in UTC, of whole milliseconds, from 1970 to 2199."""
    last_ms = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp()) * 1000 - 1
    seconds_and_ms = st.integers(0, last_ms).map(lambda ms: divmod(ms, 1000))
    return seconds_and_ms.map(
        lambda pair: datetime.fromtimestamp(pair[0], UTC).replace(microsecond=pair[1] * 1000)
    )


def texts(max_chars: int) -> st.SearchStrategy[str]:
    """Single lines as people type them, trimmed and not empty."""
    return st.text(_printable, min_size=1, max_size=max_chars).map(str.strip).filter(bool)


def titles() -> st.SearchStrategy[Title]:
    """Titles in any script."""
    return texts(200).map(Title)


def descriptions() -> st.SearchStrategy[Description]:
    """Descriptions of one or more lines."""
    return st.lists(texts(100), min_size=1, max_size=5).map("\n".join).map(Description)


def emails() -> st.SearchStrategy[EmailAddress]:
    """Normalised addresses."""
    local = st.from_regex(r"[a-z0-9]{1,64}", fullmatch=True)
    host = st.from_regex(r"[a-z0-9]{1,63}\.[a-z]{2,24}", fullmatch=True)
    return st.builds(lambda user, at: EmailAddress(f"{user}@{at}"), local, host)


def failures() -> st.SearchStrategy[Failure]:
    """Every reason."""
    return st.sampled_from(FailureCode).map(Failure)


def sources() -> st.SearchStrategy[Source]:
    """Uploaded files in every place."""
    return st.builds(
        Source,
        filename=texts(255).map(Filename),
        size_bytes=_counts,
        sha256=_digests,
        staged_id=ids(StagedId),
        place=st.sampled_from(SourcePlace),
        request_id=st.none() | texts(64),
    )


def source_infos() -> st.SearchStrategy[SourceInfo]:
    """What probing may find, with and without sound."""
    video = st.builds(
        VideoStream,
        index=st.integers(0, 100),
        codec=texts(20),
        coded_width_px=_sizes_px,
        coded_height_px=_sizes_px,
        frame_rate_fps=_rates_fps,
        base_rate_fps=_rates_fps,
        profile=texts(20),
        pixel_format=texts(20),
        bit_depth=st.integers(8, 16),
        rotation_deg=st.sampled_from([0, 90, 180, 270]),
        sample_aspect=_rates_fps,
        is_interlaced=st.booleans(),
        colour_transfer=texts(20),
        colour_primaries=texts(20),
        reorder_frames=st.integers(0, 16),
        bitrate_bps=st.none() | _counts,
        start_s=_seconds,
        duration_s=st.none() | _seconds,
        frames=st.none() | _counts,
        longest_gop_s=st.none() | _seconds,
        is_trimmed=st.booleans(),
    )
    audio = st.builds(
        AudioStream,
        index=st.integers(0, 100),
        codec=texts(20),
        channels=st.integers(1, 64),
        sample_rate_hz=st.integers(1, 768_000),
        profile=texts(20),
        bitrate_bps=st.none() | _counts,
        start_s=_seconds,
        duration_s=st.none() | _seconds,
    )
    return st.builds(
        SourceInfo,
        container=texts(20),
        size_bytes=_counts,
        duration_s=_seconds,
        video=video,
        audio=st.none() | audio,
        streams=st.integers(1, 1000),
    )


def publications() -> st.SearchStrategy[Publication]:
    """What players may fetch, of one to six renditions."""
    rendition = st.builds(
        Rendition, name=texts(20), width_px=_sizes_px, height_px=_sizes_px, bitrate_bps=_counts
    )
    return st.builds(
        Publication,
        attempt=st.integers(1, 1000),
        renditions=st.lists(rendition, min_size=1, max_size=6).map(tuple),
        has_thumbnail=st.booleans(),
        has_storyboard=st.booleans(),
        has_preview=st.booleans(),
        size_bytes=_counts,
        hosted_as=st.none() | texts(200),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Claims of any worker."""
    return st.builds(Claim, attempt=st.integers(1, 1000), worker=texts(50), lease_until=instants())


def efforts() -> st.SearchStrategy[Effort]:
    """Work tried any number of times."""
    return st.builds(
        Effort,
        attempts_begun=st.integers(0, 1000),
        attempts_in_cycle=st.integers(0, 1000),
        cycle_began_at=instants(),
        not_before=instants(),
    )


@st.composite
def videos(draw: st.DrawFn) -> Video:
    """Videos in every status, with every field given or left out as the aggregate allows."""
    status = draw(st.sampled_from(VideoStatus))
    is_playable = status in PLAYABLE
    return Video(
        id=draw(ids(VideoId)),
        owner_id=draw(ids(UserId)),
        title=draw(titles()),
        description=draw(st.none() | descriptions()),
        source=draw(sources()),
        created_at=draw(instants()),
        updated_at=draw(instants()),
        effort=draw(efforts()),
        status=status,
        failure=draw(failures()) if status is VideoStatus.FAILED else None,
        shortfall=draw(st.none() | failures()) if is_playable else None,
        source_info=draw(st.none() | source_infos()),
        progress=draw(st.floats(0, 1)),
        complete=draw(st.booleans()) if is_playable else False,
        publication=draw(publications()) if is_playable else None,
        placeholder=draw(st.none() | texts(100)),
        claim=draw(st.none() | claims()),
        bookmark=draw(st.none() | texts(200)),
        report=draw(st.none() | texts(200)),
        deleted_at=draw(st.none() | instants()),
        revision=draw(st.integers(1, 2**31)),
        version=draw(st.integers(1, 2**53)),
    )


def users() -> st.SearchStrategy[User]:
    """Users of every role."""
    return st.builds(
        User,
        id=ids(UserId),
        name=texts(100).map(PersonName),
        email=emails(),
        password_hash=texts(200),
        role=st.sampled_from(Role),
        created_at=instants(),
        disabled_at=st.none() | instants(),
        quota_bytes=st.none() | _counts,
        quota_videos=st.none() | _counts,
        version=st.integers(1, 2**53),
    )


def sessions() -> st.SearchStrategy[Session]:
    """Sessions alive and over."""
    return st.builds(
        Session,
        id=ids(SessionId),
        user_id=ids(UserId),
        token_digest=_digests,
        spent_digests=st.lists(_digests, max_size=5).map(tuple),
        created_at=instants(),
        rotated_at=instants(),
        last_used_at=instants(),
        expires_at=instants(),
        client=st.builds(Client, texts(200), texts(45)),
        ended_at=st.none() | instants(),
        version=st.integers(1, 2**53),
    )


def personal_tokens() -> st.SearchStrategy[PersonalToken]:
    """Tokens of any scope, with and without an end."""
    return st.builds(
        PersonalToken,
        id=ids(PersonalTokenId),
        user_id=ids(UserId),
        name=texts(100).map(TokenName),
        scopes=st.frozensets(st.sampled_from(Scope), min_size=1),
        digest=_digests,
        created_at=instants(),
        expires_at=st.none() | instants(),
        last_used_at=st.none() | instants(),
        version=st.integers(1, 2**53),
    )
