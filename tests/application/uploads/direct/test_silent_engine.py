"""Direct uploads of which the engine says nothing, or not all."""

from datetime import timedelta

import pytest

from application.actor import Actor
from application.errors import StoreUnavailableError, UploadNotFoundError
from domain.upload.upload import UploadStatus
from tests.application.uploads.direct.platform import DirectPlatform


async def test_a_file_of_which_nothing_is_said_is_found(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    await platform.sweeps_after(timedelta(minutes=5))
    platform.receives(upload)
    assert await platform.titles(ada) == []

    await platform.sweeps_after(timedelta(minutes=10))

    assert await platform.titles(ada) == ["Bikes"]


async def test_P27_a_video_that_was_recorded_and_not_told_of_is_the_uploads(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    platform.receives(upload)
    platform.videos.break_next_write_after_it_is_done()
    with pytest.raises(StoreUnavailableError):
        await platform.tells(upload)

    await platform.tells(upload)
    await platform.sweeps_after(timedelta(minutes=5))

    assert await platform.titles(ada) == ["Bikes"]
    seen = await platform.app.get_upload(ada, upload.id)
    assert (seen.status, seen.made_video_id) == (UploadStatus.FINISHED, upload.video_id)
    assert platform.direct.arrivals


async def test_an_upload_that_nothing_came_of_expires(platform: DirectPlatform, ada: Actor) -> None:
    upload = await platform.begins(ada)

    await platform.sweeps_after(timedelta(hours=2))

    assert (await platform.app.get_upload(ada, upload.id)).status is UploadStatus.EXPIRED


async def test_an_upload_does_not_expire_while_the_engine_is_away(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    platform.receives(upload)
    platform.direct.is_away = True
    await platform.sweeps_after(timedelta(hours=2))
    platform.direct.is_away = False

    await platform.sweeps_after(timedelta(hours=2))

    assert await platform.titles(ada) == ["Bikes"]


async def test_T42_a_form_that_is_posted_after_its_upload_was_given_up_leaves_nothing(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    await platform.app.terminate_upload(ada, upload.id)
    platform.receives(upload)

    platform.direct.is_away = True
    await platform.sweeps_after(timedelta(days=1))
    assert platform.direct.arrivals
    platform.direct.is_away = False
    await platform.sweeps_after(timedelta(minutes=5))

    assert platform.direct.arrivals == {}
    with pytest.raises(UploadNotFoundError):
        await platform.uploads.get(upload.id)


async def test_T42_a_form_that_is_posted_after_its_video_was_deleted_leaves_nothing(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.made_video(ada)
    await platform.app.delete_video(ada, upload.video_id)
    await platform.app.remove_deleted()
    platform.clock.advance(timedelta(minutes=10))
    await platform.app.remove_deleted()
    platform.receives(upload)

    await platform.sweeps_daily(2)

    assert platform.direct.arrivals == {}


async def test_what_became_a_video_stays_when_its_upload_is_forgotten(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.made_video(ada)

    await platform.sweeps_daily(2)

    assert platform.direct.arrivals
    assert await platform.titles(ada) == ["Bikes"]
    with pytest.raises(UploadNotFoundError):
        await platform.uploads.get(upload.id)
