"""Whatever step a kill comes after: one end state, no orphan, nothing twice."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.crashes.program import CONTENT, KILLED
from tests.crashes.steps import DELETION, PROCESSING, RECORDED, UNRECORDED, Step
from tests.e2e.person import Json, Person, Registers
from tests.e2e.product import Product
from tests.files_below import files_below
from tests.polling import wait_until
from tests.services.process import running
from tests.services.s3 import Bucket

_STORY = ["video.created", "video.processing", "video.playable", "video.completed"]
_PUBLISHED = {
    *("480p.m3u8", "480p_00000.m4s", "480p_init.mp4"),
    *("360p.m3u8", "360p_00000.m4s", "360p_init.mp4"),
    *("master.m3u8", "thumbnail.jpg", "storyboard.vtt", "storyboard_000.jpg"),
}


@dataclass
class Installation(Product):
    """The product that dies after a step, and afterwards the one that does not."""

    @contextlib.contextmanager
    def dying_after(self, step: Step | None) -> Iterator[subprocess.Popen[bytes]]:
        """Serve until the step is done, or for as long as the block lasts."""
        self.starts += 1
        where = (step.port, step.method, str(step.call)) if step else ()
        with running(
            [sys.executable, "-m", "tests.crashes.program", *where],
            is_ready=self.is_ready,
            log=self.folder / f"serve-{self.starts}.log",
            environment=self.environment,
        ) as process:
            yield process

    def media_files(self) -> list[Path]:
        """Return what lies in the library, below the folder of its video."""
        media = self.data_dir / "media"
        return [Path(*path.relative_to(media).parts[1:]) for path in files_below(media)]


@dataclass
class CloudInstallation(Installation):
    """The same with its files in a bucket, where `media` and `staging` hold them."""

    bucket: Bucket = field(kw_only=True)

    def media_files(self) -> list[Path]:
        """Return what lies in the library, below the folder of its video."""
        return [Path(*key.split("/")[2:]) for key in self._keys_below("media")]

    def temporary_files(self) -> list[Path]:
        """Return what lies where only unfinished work may lie, here and in the bucket."""
        return [*super().temporary_files(), *map(Path, self._keys_below("staging"))]

    def _keys_below(self, prefix: str) -> list[str]:
        return [key for key in self.bucket.all_keys() if key.startswith(f"{prefix}/")]


@pytest.fixture(params=["embedded", "MongoDB and S3"])
def product(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """Return an installation that nothing runs of yet."""
    if request.param == "embedded":
        return Installation(tmp_path)
    bucket: Bucket = request.getfixturevalue("s3_bucket")
    stores = {"MONGO_URI": request.getfixturevalue("mongo_uri")} | bucket.settings
    return CloudInstallation(tmp_path, stores, bucket=bucket)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Return what the engine makes two renditions of."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(CONTENT)
    return path


def _each(*steps: Step) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("step", [pytest.param(step, id=step.name) for step in steps])


@_each(*UNRECORDED)
def test_T27_killed_before_the_record_an_upload_leaves_nothing(
    product: Installation, clip: Path, registers: Registers, step: Step
) -> None:
    ada = _uploads_and_sees_it_die(product, clip, registers, step)
    with product.dying_after(None):
        wait_until(lambda: not product.temporary_files())
        assert _videos(ada) == []
        assert _story(ada) == []
        assert product.media_files() == []


@_each(*RECORDED)
def test_T27_killed_after_the_record_an_upload_becomes_one_video(
    product: Installation, clip: Path, registers: Registers, step: Step
) -> None:
    ada = _uploads_and_sees_it_die(product, clip, registers, step)
    with product.dying_after(None):
        _is_one_whole_video(product, ada)


@_each(*PROCESSING)
def test_T28_killed_while_processing_a_video_ends_once(
    product: Installation, clip: Path, registers: Registers, step: Step
) -> None:
    with product.dying_after(step) as process:
        ada = registers(product.base_url)
        with contextlib.suppress(httpx.TransportError):
            ada.uploads(clip)
        assert process.wait(30) == KILLED
    with product.dying_after(None):
        _is_one_whole_video(product, ada)


@_each(*DELETION)
def test_P38_killed_while_deleting_the_video_stays_gone(
    product: Installation, clip: Path, registers: Registers, step: Step
) -> None:
    with product.dying_after(None):
        ada = registers(product.base_url)
        video = ada.waits_until_complete(ada.uploads(clip))
        wait_until(lambda: not product.temporary_files())
    with product.dying_after(step) as process:
        with contextlib.suppress(httpx.TransportError):
            ada.http.delete(f"/api/videos/{video['id']}")
        assert process.wait(30) == KILLED
    with product.dying_after(None):
        assert _videos(ada) == []
        assert httpx.get(video["streamUrl"]).status_code == 404
        wait_until(lambda: not product.media_files())
        assert product.temporary_files() == []
        assert _story(ada) == [*_STORY, "video.deleted"]


def _uploads_and_sees_it_die(
    product: Installation, clip: Path, registers: Registers, step: Step
) -> Person:
    with product.dying_after(step) as process:
        ada = registers(product.base_url)
        with pytest.raises(httpx.TransportError):
            ada.uploads(clip)
        assert process.wait(30) == KILLED
    return ada


def _is_one_whole_video(product: Installation, ada: Person) -> None:
    (video,) = wait_until(lambda: [video for video in _videos(ada) if video["complete"]])
    wait_until(lambda: not product.temporary_files())
    assert video["status"] == "READY"
    assert [rendition["name"] for rendition in video["renditions"]] == ["480p", "360p"]
    assert len(_videos(ada)) == 1
    assert _story(ada) == _STORY
    assert httpx.get(video["streamUrl"]).status_code == 200
    assert ada.http.get(f"/api/videos/{video['id']}/source").content == CONTENT
    files = product.media_files()
    assert sorted(path.name for path in files) == sorted([*_PUBLISHED, "source"])
    assert len({path.parent for path in files}) == 2  # the source's, and that of one attempt


def _videos(person: Person) -> list[Json]:
    videos: list[Json] = person.http.get("/api/videos/my").json()["data"]
    return videos


def _story(person: Person) -> list[str]:
    events = person.http.get("/api/events", params={"after": 0}).json()["data"]
    return [event["type"] for event in events]
