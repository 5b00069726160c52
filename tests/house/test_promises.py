"""Every promise about requests, accounts, ownership and playback is shown by a test."""

import re

from tests.promises import WITHOUT_A_SUBJECT, required_ids, shown_ids

_LAST = {"P": 50, "T": 50}


def test_every_id_is_in_the_name_of_a_test() -> None:
    assert [found for found in required_ids() if found not in shown_ids()] == []


def test_no_test_names_an_id_that_does_not_exist() -> None:
    assert [found for found in shown_ids() if not 1 <= int(found[1:]) <= _LAST[found[0]]] == []


def test_what_is_shown_all_the_same_is_not_left_out() -> None:
    assert [found for found in WITHOUT_A_SUBJECT if found in shown_ids()] == []
    assert all(re.fullmatch(r"[A-Z].+\.", reason) for reason in WITHOUT_A_SUBJECT.values())
