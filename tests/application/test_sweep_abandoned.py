"""What crashes leave behind, and what must not be taken for it."""

from datetime import timedelta

from application.use_cases.processing.sweep_abandoned import SweepCounts
from tests.application.platform import Platform


async def test_P39_the_sweep_removes_what_no_record_names(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.work_through()
    await platform.leaves_behind(staged=2, videos=1, attempt_of=video)
    platform.clock.advance(timedelta(hours=1))
    dry = await platform.app.sweep_abandoned(dry_run=True)
    counts = await platform.app.sweep_abandoned()
    assert dry == counts
    assert counts.staged_files == 2
    assert counts.videos_without_record == 1
    assert counts.unpublished_attempts == 1
    assert await platform.stored() == [video.id]
    assert await platform.app.sweep_abandoned() == SweepCounts()


async def test_P39_the_sweep_leaves_a_running_upload_alone(platform: Platform) -> None:
    await platform.leaves_behind(staged=1)
    assert (await platform.app.sweep_abandoned()).staged_files == 0
