"""What kind of container a file is, told by its first bytes alone.

Sources: ISO/IEC 14496-12 (MP4, MOV), RFC 8794 (EBML: Matroska, WebM), RFC 3533 (Ogg),
ISO/IEC 13818-1 (MPEG transport and program streams), Adobe FLV specification 10.1 annex E,
Microsoft RIFF (AVI).
"""

from enum import StrEnum

from domain.errors import ErrorKind, PlatformError

SNIFF_BYTES = 64 * 1024
"""How much of a file decides what it is."""

_TS_PACKET_BYTES = 188
_TS_SYNC = 0x47
_TS_PACKETS_CHECKED = 4
_M2TS_TIMESTAMP_BYTES = 4
_FIRST_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_BOX_HEADER_BYTES = 8
_MAX_FIRST_BOX_BYTES = 1 << 29
"""Below any size that four printable characters could spell; only `mdat` may be larger."""


class Container(StrEnum):
    """Containers that are taken."""

    MP4 = "mp4"
    MATROSKA = "matroska"
    AVI = "avi"
    MPEG_TS = "mpeg_ts"
    MPEG_PS = "mpeg_ps"
    FLV = "flv"
    OGG = "ogg"


class UnsupportedContainerError(PlatformError):
    """The file is none of the containers that are taken."""

    code = "unsupported_media_type"
    kind = ErrorKind.UNSUPPORTED_MEDIA
    message = "This is not a video file of a supported type."


def sniff_container(head: bytes) -> Container:
    """Return the container of a file that begins with `head`, of up to `SNIFF_BYTES`.

    Raises:
        UnsupportedContainerError: it is none of ours.
    """
    if _begins_with_box(head):
        return Container.MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Container.MATROSKA
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return Container.AVI
    if head.startswith(b"OggS"):
        return Container.OGG
    if head.startswith(b"FLV\x01"):
        return Container.FLV
    if head.startswith(b"\x00\x00\x01\xba"):
        return Container.MPEG_PS
    if _is_transport_stream(head):
        return Container.MPEG_TS
    raise UnsupportedContainerError


def _begins_with_box(head: bytes) -> bool:
    size, kind = int.from_bytes(head[:4], "big"), head[4:8]
    plausible = kind == b"mdat" or _BOX_HEADER_BYTES <= size < _MAX_FIRST_BOX_BYTES
    return kind in _FIRST_BOXES and plausible


def _is_transport_stream(head: bytes) -> bool:
    plain = _has_sync_bytes(head, 0, _TS_PACKET_BYTES)
    stamped = _TS_PACKET_BYTES + _M2TS_TIMESTAMP_BYTES
    return plain or _has_sync_bytes(head, _M2TS_TIMESTAMP_BYTES, stamped)


def _has_sync_bytes(head: bytes, first: int, stride: int) -> bool:
    positions = range(first, first + stride * _TS_PACKETS_CHECKED, stride)
    return all(at < len(head) and head[at] == _TS_SYNC for at in positions)
