"""What crashes leave behind, and what must not be taken for it."""

from datetime import timedelta

from application.use_cases.accounts.create_personal_token import CreatePersonalTokenRequest
from application.use_cases.processing.sweep_abandoned import SweepCounts
from domain.account.personal_token import Scope
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


async def test_tokens_are_forgotten_a_month_after_they_ran_out(platform: Platform) -> None:
    actor = await platform.somebody()
    for life in (timedelta(days=1), None):
        asked = CreatePersonalTokenRequest("CI", [Scope.VIDEOS_READ], life)
        await platform.app.create_personal_token(actor, asked)
    platform.clock.advance(timedelta(days=31))
    assert (await platform.app.sweep_abandoned()).personal_tokens == 0
    assert len(await platform.app.list_personal_tokens(actor)) == 2
    platform.clock.advance(timedelta(milliseconds=1))
    assert (await platform.app.sweep_abandoned()).personal_tokens == 1
    (left,) = await platform.app.list_personal_tokens(actor)
    assert left.expires_at is None
