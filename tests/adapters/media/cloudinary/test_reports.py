"""Notifications of the stand-in, delivered and fetched, as the platform reads them."""

import json
from typing import Any

import pytest

from adapters.media.cloudinary.naming import public_id_of
from application.errors import ReportRefusedError
from domain.ids import UserId, VideoId
from tests.adapters.media.cloudinary.hosting import CHANNEL, Hosted
from tests.builders import an_id
from tests.services.cloudinary.faults import told
from tests.services.cloudinary.notifications import Notification

_VIDEO, _OWNER = an_id(VideoId), an_id(UserId)


def _body(**changes: object) -> bytes:
    document: dict[str, Any] = {
        "notification_type": "eager",
        "public_id": public_id_of(_VIDEO, _OWNER),
        "batch_id": "b",
        "eager": [],
    }
    return json.dumps(document | changes).encode()


def _headers(hosted: Hosted, body: bytes) -> dict[str, str]:
    signed = hosted.stand_in.notifier.headers(body)
    return {name.lower(): value for name, value in signed.items()}


async def test_a_signed_notification_names_its_video(hosted: Hosted) -> None:
    body = _body()

    report = hosted.reports.read(_headers(hosted, body), body)

    assert report is not None
    assert (report.video_id, report.owner_id) == (_VIDEO, _OWNER)


@pytest.mark.parametrize(
    "body",
    [
        _body(public_id="somebody/elses"),
        _body(public_id=None),
        _body(notification_type="rename"),
        _body(eager=7),
        _body(eager=["text"]),
        _body(notification_type="upload", eager={"0": 1}),
        b'{"notification_type": "\xff"}',
        b"[]",
        b"not json",
        b"",
    ],
    ids=range(10),
)
async def test_what_is_signed_and_of_no_use_is_accepted_without_effect(
    hosted: Hosted, body: bytes
) -> None:
    assert hosted.reports.read(_headers(hosted, body), body) is None


async def test_T42_a_forged_one_is_refused(hosted: Hosted) -> None:
    body = _body()

    with pytest.raises(ReportRefusedError):
        hosted.reports.read(_headers(hosted, body), body + b" ")


async def test_fetched_messages_come_again_until_they_are_acknowledged(hosted: Hosted) -> None:
    hosted.stand_in.notifier.send(Notification(f"poll://{CHANNEL}", _body()))

    (message,) = await hosted.reports.collect()
    await hosted.reports.acknowledge([message.receipt])

    assert message.report is not None
    assert message.report.video_id == _VIDEO
    assert await hosted.reports.collect() == ()
    assert hosted.stand_in.of_kind("ack")


async def test_a_fetched_message_with_a_wrong_signature_says_nothing(hosted: Hosted) -> None:
    hosted.stand_in.notifier.send(Notification(f"poll://{CHANNEL}", _body()))
    hosted.stand_in.notifier.channels[CHANNEL][0]["signature"] = "0" * 40

    (message,) = await hosted.reports.collect()

    assert message.report is None


async def test_a_channel_that_fails_is_left_alone_for_a_while(hosted: Hosted) -> None:
    hosted.stand_in.faults.add("notifications", told(403, "Not enabled"))

    for _ in range(5):
        assert await hosted.reports.collect() == ()

    assert len(hosted.stand_in.of_kind("notifications")) == 1
