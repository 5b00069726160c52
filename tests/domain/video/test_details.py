"""Titles, descriptions and file names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.video.details import Description, Filename, Title
from domain.violations import ValidationFailedError, ViolationCode


def _code_of(error: ValidationFailedError) -> ViolationCode:
    (violation,) = error.violations
    return violation.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ViolationCode.REQUIRED),
        (" \n ", ViolationCode.REQUIRED),
        ("x" * 201, ViolationCode.TOO_LONG),
        ("two\nlines", ViolationCode.BAD_FORMAT),
        ("bell\x07", ViolationCode.BAD_FORMAT),
        ("half \ud83d", ViolationCode.BAD_FORMAT),
    ],
)
def test_P2_titles_that_are_refused(text: str, code: ViolationCode) -> None:
    with pytest.raises(ValidationFailedError) as caught:
        Title.parse(text)
    assert _code_of(caught.value) is code


def test_P2_length_is_judged_after_trimming() -> None:
    assert Title.parse(f"  {'x' * 200}\n").text == "x" * 200


def test_titles_fold_to_one_form_whatever_the_case() -> None:
    assert Title.parse("STRASSE").folded == Title.parse("straße").folded


def test_descriptions_keep_line_breaks_and_nothing_is_none() -> None:
    described = Description.parse("one\r\n\ttwo")
    assert described is not None
    assert described.text == "one\r\n\ttwo"
    assert Description.parse("  ") is None
    assert Description.parse(None) is None


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("bikes.mp4", "bikes.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\bikes.mp4", "bikes.mp4"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ("\x00\u202egpj.mp4", "gpj.mp4"),
        ("", "video"),
        ("dir/", "video"),
        ("   ", "video"),
    ],
)
def test_T9_file_names_are_made_safe_to_show(raw: str, shown: str) -> None:
    assert Filename.from_client(raw).text == shown


def test_P22_long_file_names_keep_their_ending() -> None:
    assert Filename.from_client("x" * 4096 + ".mp4").text == "x" * 251 + ".mp4"


@given(st.text())
def test_P22_no_file_name_is_unsafe(raw: str) -> None:
    shown = Filename.from_client(raw).text
    assert 0 < len(shown) <= 255
    assert "/" not in shown
    assert "\\" not in shown
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in shown)
