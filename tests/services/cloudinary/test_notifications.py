"""What happened is told, signed as Cloudinary signs, and told wrongly on command."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudinary
import cloudinary.api
import cloudinary.uploader
import cloudinary.utils
import pytest

from tests.media.clips import Studio
from tests.polling import eventually
from tests.receiver import Received, Receiver, answers, receiving
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_HLS = "sp_hd/m3u8"
_ALL = f"{_HLS}|c_limit,so_auto,w_640/jpg"


@pytest.fixture
def configured(cloudinary_stand_in: CloudinaryStandIn) -> Iterator[CloudinaryStandIn]:
    """Let the SDK verify with the account's secret: it takes it from its global settings only."""
    cloudinary.config(api_secret=cloudinary_stand_in.account.api_secret)
    yield cloudinary_stand_in
    cloudinary.reset_config()


def _upload(stand_in: CloudinaryStandIn, clip: Path, url: str, **options: object) -> dict[str, Any]:
    answer: dict[str, Any] = cloudinary.uploader.upload(
        str(clip),
        resource_type="video",
        type="authenticated",
        public_id="owner/video",
        eager=_ALL,
        eager_async=True,
        notification_url=url,
        **options,
        **stand_in.sdk_options,
    )
    return answer


def _is_verified(message: Received) -> bool:
    return bool(
        cloudinary.utils.verify_notification_signature(
            message.body.decode(),
            message.headers["x-cld-timestamp"],
            message.headers["x-cld-signature"],
        )
    )


async def _received(receiver: Receiver, count: int) -> list[Received]:
    await eventually(lambda: len(receiver.received) >= count)
    return receiver.received


async def test_the_upload_and_its_batch_are_told(
    configured: CloudinaryStandIn, studio: Studio
) -> None:
    async with receiving() as receiver:
        answer = await asyncio.to_thread(_upload, configured, studio.two_rungs(), receiver.url)
        messages = await _received(receiver, 2)

    assert all(map(_is_verified, messages))
    told = {json.loads(message.body)["notification_type"]: message for message in messages}
    upload, eager = (json.loads(told[kind].body) for kind in ("upload", "eager"))
    assert upload["version"] == answer["version"]
    assert "signature" not in upload
    assert eager["batch_id"] == answer["eager"][0]["batch_id"]
    assert [item["format"] for item in eager["eager"]] == ["m3u8", "jpg"]
    assert not {"duration", "version", "type", "resource_type", "context"} & eager.keys()
    assert "status" not in eager["eager"][0]


async def test_one_item_of_a_batch_may_fail(configured: CloudinaryStandIn, studio: Studio) -> None:
    configured.processing.failing.append("jpg")
    async with receiving() as receiver:
        await asyncio.to_thread(
            _upload,
            configured,
            studio.two_rungs(),
            "",
            eager_notification_url=receiver.url,
        )
        (message,) = await _received(receiver, 1)

    good, failed = json.loads(message.body)["eager"]
    assert good["secure_url"]
    assert failed == {
        "transformation": "c_limit,so_auto,w_640/jpg",
        "status": "failed",
        "reason": "Unsupported video format or file",
    }


async def test_an_unheard_notification_is_sent_again(
    configured: CloudinaryStandIn, studio: Studio
) -> None:
    async with receiving(answers(500)) as receiver:
        await asyncio.to_thread(
            _upload, configured, studio.two_rungs(), "", eager_notification_url=receiver.url
        )
        await _received(receiver, 4)

    first, *others = receiver.received
    assert all(other.body == first.body for other in others)
    assert all(map(_is_verified, receiver.received))


async def test_notifications_come_late_twice_and_backwards_on_command(
    configured: CloudinaryStandIn, studio: Studio
) -> None:
    configured.notifier.mode = "hold"
    async with receiving() as receiver:
        await asyncio.to_thread(_upload, configured, studio.two_rungs(), receiver.url)
        await eventually(lambda: len(configured.notifier.held) == 2)
        assert receiver.received == []

        configured.notifier.release(times=2, aged_s=600)
        messages = await _received(receiver, 4)

    kinds = sorted(json.loads(message.body)["notification_type"] for message in messages)
    assert kinds == ["eager", "eager", "upload", "upload"]
    assert not any(
        cloudinary.utils.verify_notification_signature(
            message.body.decode(),
            message.headers["x-cld-timestamp"],
            message.headers["x-cld-signature"],
            valid_for=300,
        )
        for message in messages
    )


def test_a_channel_is_polled_and_acknowledged(
    configured: CloudinaryStandIn, studio: Studio
) -> None:
    _upload(configured, studio.two_rungs(), "poll://ours")
    configured.processing.wait()

    def poll() -> list[dict[str, Any]]:
        answer = cloudinary.api.notifications(
            channel="ours", wait_seconds=5, timeout=10, **configured.sdk_options
        )
        messages: list[dict[str, Any]] = answer.get("messages", [])
        return messages

    messages = poll()
    assert all(map(cloudinary.utils.verify_notification, messages))
    kinds = sorted(message["payload"]["notification_type"] for message in messages)
    assert kinds == ["eager", "upload"]
    handles = [message["receipt_handle"] for message in messages]
    cloudinary.api.ack_notifications(handles, **configured.sdk_options)
    empty = cloudinary.api.notifications(
        channel="ours", wait_seconds=0, timeout=10, **configured.sdk_options
    )
    assert "messages" not in empty


async def test_a_deletion_is_told(configured: CloudinaryStandIn, studio: Studio) -> None:
    await asyncio.to_thread(_upload, configured, studio.two_rungs(), "")
    async with receiving() as receiver:
        await asyncio.to_thread(
            cloudinary.uploader.destroy,
            "owner/video",
            resource_type="video",
            type="authenticated",
            notification_url=receiver.url,
            **configured.sdk_options,
        )
        (message,) = await _received(receiver, 1)

    (resource,) = json.loads(message.body)["resources"]
    assert (resource["public_id"], resource["type"]) == ("owner/video", "authenticated")
