"""Everybody's videos and jobs, for administrators."""

from domain.video.failure import FailureCode
from tests.http.administrators import data_of
from tests.http.api import Account, Api
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE


async def test_everybodys_videos_are_listed_and_cannot_be_played(
    api: Api, ada: Account, eve: Account, root: Account
) -> None:
    await eve.has_uploaded(title="Boats")
    video = await ada.has_uploaded(title="Bikes")
    await api.process_everything()
    assert [found["title"] for found in await data_of(root, "/api/admin/videos")] == [
        "Bikes",
        "Boats",
    ]
    owner = ada.credentials["user"]["id"]
    for query in (f"owner={owner}", "q=BIKE", "status=READY&q=ikes"):
        (found,) = await data_of(root, f"/api/admin/videos?{query}")
        assert (found["id"], found["ownerId"], found["status"]) == (video["id"], owner, "READY")
    assert "media" not in (await root.get("/api/admin/videos")).text
    assert await data_of(root, "/api/admin/videos?q=(a%2B)%2B%24") == []
    odd = await root.get("/api/admin/videos?status=NONE&owner=somebody")
    assert_violations(odd, status="bad_format", owner="bad_format")
    assert_problem(await root.get(f"/api/videos/{video['id']}"), 404, "not_found")


async def test_a_failed_video_is_requeued_and_any_is_deleted(
    api: Api, ada: Account, root: Account
) -> None:
    video = await ada.has_uploaded()
    path = f"/api/admin/videos/{video['id']}"
    waiting = await root.act("POST", f"{path}/requeue")
    assert (waiting.status_code, waiting.json()["status"]) == (200, "PROCESSING")
    await api.container.videos().update(
        video["id"], lambda stored: stored.give_up(FailureCode.INTERNAL_ERROR, api.clock.now())
    )
    assert (await root.act("POST", f"{path}/requeue")).json()["status"] == "PROCESSING"
    await api.process_everything()
    assert_problem(await root.act("POST", f"{path}/requeue"), 409, "state_conflict")
    assert (await root.act("DELETE", path)).status_code == 204
    assert_problem(await ada.get(f"/api/videos/{video['id']}"), 404, "not_found")


async def test_jobs_are_the_work_that_is_left(api: Api, ada: Account, root: Account) -> None:
    first, second = await ada.has_uploaded(), await ada.has_uploaded()
    claimed = await api.container.use_cases().working.claim_work()("worker")
    assert claimed is not None
    jobs = {job["videoId"]: job for job in await data_of(root, "/api/admin/jobs")}
    assert jobs.keys() == {first["id"], second["id"]}
    running = jobs.pop(claimed.id)
    assert (running["state"], running["worker"], running["attempts"]) == ("running", "worker", 1)
    (waiting,) = jobs.values()
    assert (waiting["state"], waiting["worker"], waiting["leaseUntil"]) == ("waiting", None, None)
