"""The passwords that are refused for being everyone's."""

import pytest

from adapters.security.leaked_passwords import most_common_passwords


@pytest.mark.parametrize("min_chars", [8, 1])
def test_P10_there_are_3000_of_the_asked_length_in_lower_case(min_chars: int) -> None:
    words = most_common_passwords(min_chars)

    assert len(words) == 3000
    assert all(len(word) >= min_chars and word == word.lower() for word in words)


@pytest.mark.parametrize("word", ["password", "12345678", "qwertyuiop", "iloveyou", "trustno1"])
def test_P10_the_best_known_are_among_them(word: str) -> None:
    assert word in most_common_passwords(8)


def test_P10_a_sentence_of_ones_own_is_not() -> None:
    assert "correct horse battery staple" not in most_common_passwords(8)
