"""RFC 6381 names of the codecs in an MP4 initialisation part."""

_AVC_CONFIGURATION = b"avcC"
_ES_DESCRIPTOR = b"esds"
_DECODER_SPECIFIC_INFO = 0x05
_AAC_LC = 2


class UnknownCodecError(ValueError):
    """The initialisation part describes no H.264 picture."""


def codec_names(init: bytes) -> tuple[str, ...]:
    """Return the names of the picture and, where there is one, of the sound.

    Raises:
        UnknownCodecError: there is no H.264 picture in it.

    Source: ISO/IEC 14496-15 (AVCDecoderConfigurationRecord: version, profile, compatibility,
    level); RFC 6381 section 3.3 for the spelling.
    """
    at = init.find(_AVC_CONFIGURATION)
    record = init[at + 4 : at + 8]
    if at < 0 or len(record) < 4:  # noqa: PLR2004 - the record's fixed head
        raise UnknownCodecError
    picture = f"avc1.{record[1:4].hex()}"
    at = init.find(_ES_DESCRIPTOR)
    return (picture,) if at < 0 else (picture, f"mp4a.40.{_audio_object_type(init[at + 4 :])}")


def _audio_object_type(descriptor: bytes) -> int:
    """Return the first five bits of the AudioSpecificConfig, ISO/IEC 14496-3 section 1.6.2.1."""
    # The tag, then a length of up to four bytes whose high bit says that more follow.
    at = descriptor.find(bytes((_DECODER_SPECIFIC_INFO, 0x80)))
    if at < 0:
        return _AAC_LC
    at += 1
    while descriptor[at] & 0x80:
        at += 1
    return descriptor[at + 1] >> 3
