"""Names of delivered files are ours alone to give."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.media.cloudinary.gateway.addresses import Target
from adapters.media.cloudinary.gateway.file_names import FileNames
from application.errors import MediaFileMissingError

_NAMES = FileNames("the secret")
_TARGET = Target("c_limit,w_640,vc_h264:main:3.1/fl_x", "_0", "ts")
_PUBLISHED = re.compile(r"[A-Za-z0-9_-]+\.(m3u8|ts|m4s|mp4|jpg|vtt)", re.ASCII)


@given(st.text(), st.text(alphabet="_-/09azAZ"), st.sampled_from(["ts", "m3u8", "mp4"]))
def test_P41_a_name_has_the_published_form_and_is_read_back(
    transformation: str, ending: str, extension: str
) -> None:
    target = Target(transformation.replace("\n", ""), ending, extension)

    name = _NAMES.written("owner/video", target)

    assert _PUBLISHED.fullmatch(name)
    assert _NAMES.read("owner/video", name) == target


def test_T38_a_name_of_another_video_or_installation_is_not_read() -> None:
    name = _NAMES.written("owner/video", _TARGET)

    for reader, public_id in ((_NAMES, "owner/other"), (FileNames("another"), "owner/video")):
        with pytest.raises(MediaFileMissingError):
            reader.read(public_id, name)


def test_T38_a_changed_name_is_not_read() -> None:
    stem, _, extension = _NAMES.written("owner/video", _TARGET).rpartition(".")
    changed = [
        f"{stem[:at]}{'A' if stem[at] != 'A' else 'B'}{stem[at + 1 :]}.{extension}"
        # The last character holds bits that belong to no byte.
        for at in range(len(stem) - 1)
    ]

    for name in [*changed, f"{stem}.m3u8", f"{stem}A.ts", f"{stem[:-2]}.ts", "A.ts", ".ts"]:
        with pytest.raises(MediaFileMissingError):
            _NAMES.read("owner/video", name)
