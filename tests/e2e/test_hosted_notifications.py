"""Whatever becomes of Cloudinary's notifications: one end state, and every event once."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.e2e.engines import OF_CLOUDINARY, Cloudinary
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.polling import wait_until
from tests.services.cloudinary.notifications import Notifier

pytestmark = OF_CLOUDINARY

_STORY = ["created", "processing", "playable", "completed"]


def _three_times(notifier: Notifier) -> None:
    notifier.release(times=3)


def _reversed(notifier: Notifier) -> None:
    notifier.release(backwards=True)


def _ten_minutes_late(notifier: Notifier) -> None:
    notifier.release(aged_s=600)


def _forged(notifier: Notifier) -> None:
    for message in notifier.held:
        headers = notifier.headers(message.body) | {"X-Cld-Signature": "0" * 40}
        answer = httpx.post(message.url, content=message.body, headers=headers)
        message.statuses.append(answer.status_code)
    notifier.held.clear()


def _replayed(notifier: Notifier) -> None:
    for message in notifier.held:
        headers = notifier.headers(message.body)
        for _ in range(3):
            answer = httpx.post(message.url, content=message.body, headers=headers)
            message.statuses.append(answer.status_code)
    notifier.held.clear()


def _lost(notifier: Notifier) -> None:
    notifier.held.clear()


@pytest.mark.parametrize(
    ("sent", "statuses"),
    [
        pytest.param(_three_times, {204}, id="three times"),
        pytest.param(_reversed, {204}, id="reversed"),
        pytest.param(_ten_minutes_late, {401}, id="ten minutes late"),
        pytest.param(_forged, {401}, id="forged"),
        pytest.param(_replayed, {204}, id="replayed"),
        pytest.param(_lost, set(), id="none at all"),
    ],
)
def test_P45_T42_the_end_is_one_and_is_told_once(
    embedded: Product,
    engine: Cloudinary,
    ada: Person,
    film: Path,
    sent: Callable[[Notifier], None],
    statuses: set[int],
) -> None:
    notifier = engine.stand_in.notifier
    notifier.created.clear()
    notifier.mode = "hold"
    video = ada.uploads(film)
    wait_until(lambda: len(notifier.held) == 2, within_s=30)

    sent(notifier)

    seen = ada.waits_until_complete(video)
    wait_until(lambda: not statuses or all(told.statuses for told in notifier.created))
    assert {status for told in notifier.created for status in told.statuses} == statuses
    assert ada.sees(video)["updatedAt"] == seen["updatedAt"]
    assert ada.told() == _STORY
    assert engine.files_of(embedded, video)
