"""Hypothesis strategies of uploads: anything that the domain can hold."""

from hypothesis import strategies as st

from domain.ids import StagedId, UploadId, UserId, VideoId
from domain.upload.details import UploadDetails
from domain.upload.direct import Direct
from domain.upload.upload import Upload, UploadStatus
from domain.upload.writer import Wish, Writer
from tests.strategies import ids, instants, texts


@st.composite
def uploads(draw: st.DrawFn) -> Upload:
    """Uploads of every status, with and without a length and a writer."""
    status = draw(st.sampled_from(UploadStatus))
    offset_bytes = draw(st.integers(0, 2**53))
    lengths = st.none() | st.just(offset_bytes) | st.integers(offset_bytes, 2**53)
    is_open, is_expired = status is UploadStatus.OPEN, status is UploadStatus.EXPIRED
    writers = st.builds(
        Writer,
        number=st.integers(1, 1000),
        holder=texts(50),
        lease_until=instants(),
        wish=st.sampled_from(Wish),
    )
    directs = st.builds(Direct, look_at=instants(), looks=st.integers(0, 20))
    details = st.builds(
        UploadDetails,
        title=texts(200),
        description=st.none() | texts(100),
        filename=texts(255),
        metadata=st.text("abc= ,", max_size=30),
    )
    return Upload(
        id=draw(ids(UploadId)),
        owner_id=draw(ids(UserId)),
        video_id=draw(ids(VideoId)),
        staged_id=draw(ids(StagedId)),
        details=draw(details),
        length_bytes=draw(lengths),
        created_at=draw(instants()),
        expires_at=draw(instants()),
        offset_bytes=offset_bytes,
        expected_sha256=draw(st.none() | st.text("0123456789abcdef", min_size=64, max_size=64)),
        status=status,
        writer=draw(st.none() | writers) if is_open else None,
        writers=draw(st.integers(0, 1000)),
        forget_at=draw(instants()) if is_expired else None,
        version=draw(st.integers(1, 2**53)),
        direct=draw(st.none() | directs),
    )
