"""Making what was asked for, after the answer."""

import re
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.services.cloudinary.assets import Asset, Derived
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.notifications import Notifier
from tests.services.cloudinary.pantry import make_picture, make_rungs
from tests.services.cloudinary.renditions import Rung

_UNSUPPORTED = "Unsupported video format or file"
_WIDTH = re.compile(r"\bw_(\d+)")


@dataclass(frozen=True)
class Batch:
    """Things to make of one version of one asset, told of in one notification."""

    id: str
    asset: Asset
    items: tuple[Derived, ...]
    notification_url: str


class Processing:
    """Works on one batch after the other; `pause` lets them wait.

    `failing` are the transformations that will fail, by a part of their text; `lost` says that
    batches are taken and never worked on.
    """

    def __init__(self, core: Core, notifier: Notifier) -> None:
        self._core = core
        self._notifier = notifier
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="processing")
        self._may_work = threading.Event()
        self._may_work.set()
        self._closing = False
        self._running: list[Future[None]] = []
        self.failing: list[str] = []
        self.lost = False

    def close(self) -> None:
        """Drop what waits."""
        self._closing = True
        self._may_work.set()
        self._thread.shutdown(cancel_futures=True)

    def pause(self) -> None:
        """Begin no further batch."""
        self._may_work.clear()

    def resume(self) -> None:
        """Work on what waits."""
        self._may_work.set()

    def begin(self, asset: Asset, eager: str, notification_url: str) -> Batch:
        """Take a batch: transformations joined by `|`, each with its format after a slash."""
        items = []
        for text in eager.split("|"):
            transformation, _, format_ = text.rpartition("/")
            item = Derived(transformation, format_)
            with self._core.assets.lock:
                asset.derived[transformation, f".{format_}"] = item
            items.append(item)
        batch = Batch(secrets.token_hex(32), asset, tuple(items), notification_url)
        if not self.lost:
            self._running.append(self._thread.submit(self._work, batch))
        return batch

    def wait(self) -> None:
        """Return when every batch has ended; raises what broke one."""
        for future in self._running:
            future.result()

    def _work(self, batch: Batch) -> None:
        self._may_work.wait()
        if self._closing:
            return
        for item in batch.items:
            asked = f"{item.transformation}/{item.format}"
            if any(part in asked for part in self.failing) or batch.asset.facts is None:
                item.state, item.reason = "failed", _UNSUPPORTED
            elif item.format == "m3u8":
                self._make_stream(batch.asset, item)
            else:
                item.file = self._core.place() / f"picture.{item.format}"
                make_picture(self._core.binaries, batch.asset.original, item.file, _width_px(item))
                item.state = "ready"
        self._notifier.tell(batch.notification_url, self._told(batch))

    def _make_stream(self, asset: Asset, item: Derived) -> None:
        assert asset.facts is not None
        place = self._core.place()
        rungs = make_rungs(
            self._core.binaries,
            asset.original,
            asset.facts,
            in_one_file=self._core.in_one_file,
        )
        lines = ["#EXTM3U", "#EXT-X-VERSION:4"]
        for rung in rungs:
            size = rung.transformation.split(",")
            lines.append(
                f"#EXT-X-STREAM-INF:BANDWIDTH={rung.bandwidth_bps},"
                f"RESOLUTION={size[1][2:]}x{size[2][2:]}"
            )
            lines.append(self._address(asset, rung.transformation, ".m3u8"))
            self._publish(asset, rung, place)
        item.file = place / "master.m3u8"
        item.file.write_text("\n".join([*lines, ""]))
        item.state = "ready"

    def _publish(self, asset: Asset, rung: Rung, place: Path) -> None:
        playlist = rung.playlist
        for number, segment in enumerate(rung.segments):
            ending = ".ts" if self._core.in_one_file else f"_{number}.ts"
            self._store(asset, rung.transformation, ending, segment)
            address = self._address(asset, rung.transformation, ending)
            playlist = playlist.replace(f"\n{segment.name}\n", f"\n{address}\n")
        path = place / f"{rung.bandwidth_bps}.m3u8"
        path.write_text(playlist)
        self._store(asset, rung.transformation, ".m3u8", path)

    def _store(self, asset: Asset, transformation: str, ending: str, file: Path) -> None:
        made = Derived(transformation, ending.rpartition(".")[2], "ready", file)
        with self._core.assets.lock:
            asset.derived[transformation, ending] = made

    def _address(self, asset: Asset, transformation: str, ending: str) -> str:
        return self._core.path_of(asset, transformation, ending, signed=self._core.signs_children)

    def _told(self, batch: Batch) -> dict[str, Any]:
        return {
            "notification_type": "eager",
            "eager": [self._item(batch.asset, item) for item in batch.items],
            "batch_id": batch.id,
            "asset_id": batch.asset.asset_id,
            "public_id": batch.asset.public_id,
            "api_key": self._core.account.api_key,
        }

    def _item(self, asset: Asset, item: Derived) -> dict[str, Any]:
        named = {"transformation": f"{item.transformation}/{item.format}"}
        if item.state == "failed":
            return {**named, "status": "failed", "reason": item.reason}
        assert item.file is not None
        url = self._core.url_of(asset, item.transformation, f".{item.format}")
        size_bytes = item.file.stat().st_size
        return {**named, "bytes": size_bytes, "format": item.format, "url": url, "secure_url": url}


def _width_px(picture: Derived) -> int:
    found = _WIDTH.search(picture.transformation)
    assert found is not None
    return int(found[1])
