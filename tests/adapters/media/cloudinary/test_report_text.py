"""What is kept of notifications, whatever their order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.media.cloudinary.report_text import ReportText, read_notification

_OUTCOMES = st.dictionaries(st.sampled_from(["m3u8", "jpg"]), st.sampled_from(["", "broken"]))
_REPORTS = st.builds(
    ReportText,
    batches=st.dictionaries(st.sampled_from("ab"), _OUTCOMES),
    uploads=st.dictionaries(st.sampled_from("12"), st.sampled_from(["", "a", "b"])),
)
_ITEM = {"transformation": "sp_full_hd/m3u8", "format": "m3u8", "secure_url": "https://x/y.m3u8"}
_FAILED = {"transformation": "sp_full_hd/m3u8", "status": "failed", "reason": "Unsupported"}


def _written(*reports: ReportText) -> str:
    known = ReportText()
    for report in reports:
        known = known.added_to(report)
    return known.write()


@given(st.permutations([0, 1, 2]), st.lists(_REPORTS, min_size=3, max_size=3))
def test_P45_reports_come_in_any_order_and_any_number_of_times(
    order: list[int], reports: list[ReportText]
) -> None:
    shuffled = [reports[place] for place in order]

    assert _written(*shuffled, *reports) == _written(*reports)
    assert ReportText.read(_written(*reports)) == ReportText.read(_written(*shuffled))


def test_a_batch_tells_of_each_item_whether_it_is_there() -> None:
    said = read_notification(
        {
            "notification_type": "eager",
            "batch_id": "b",
            "eager": [_ITEM | {"format": "jpg"}, _FAILED],
        }
    )

    assert said == ReportText(batches={"b": {"jpg": "", "m3u8": "Unsupported"}})


def test_an_item_without_an_address_is_not_there() -> None:
    item = {key: value for key, value in _ITEM.items() if key != "secure_url"}

    said = read_notification({"notification_type": "eager", "batch_id": "b", "eager": [item]})

    assert said is not None
    assert said.batches["b"]["m3u8"]


def test_an_upload_tells_the_batch_that_came_with_it() -> None:
    said = read_notification(
        {"notification_type": "upload", "version": 7, "eager": [{"batch_id": "b"}]}
    )

    assert said == ReportText(uploads={"7": "b"})


def test_no_address_that_cloudinary_signed_is_kept() -> None:
    said = read_notification({"notification_type": "eager", "batch_id": "b", "eager": [_ITEM]})

    assert said is not None
    assert "https://" not in json.dumps(said.write())


@pytest.mark.parametrize("kind", ["delete", "rename", "error", None, 7, {}])
def test_other_kinds_decide_nothing(kind: object) -> None:
    assert read_notification({"notification_type": kind}) is None


@pytest.mark.parametrize("text", [None, "", "not ours", "[]", '{"batches": 1}'])
def test_what_is_not_ours_says_nothing(text: str | None) -> None:
    assert ReportText.read(text) == ReportText()
