"""The Upload API: signed forms, answered before anything is made of them."""

import hmac
import secrets
from pathlib import Path
from typing import Any

from tests.services.cloudinary import signatures
from tests.services.cloudinary.assets import Asset, Key
from tests.services.cloudinary.chunks import Chunks
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.exchange import Answer, Call, RefusedError
from tests.services.cloudinary.notifications import Notifier
from tests.services.cloudinary.pantry import probe
from tests.services.cloudinary.processing import Batch, Processing
from tests.services.cloudinary.renditions import UnreadableError

_FORBIDDEN = set("?&#\\%<>+")
_UNSUPPORTED = "Unsupported video format or file"
_SYNCHRONOUS = (
    "Video is too large to process synchronously, please use an eager transformation with "
    "eager_async=true"
)


class UploadApi:
    """Stores, transforms and removes."""

    def __init__(
        self, core: Core, chunks: Chunks, processing: Processing, notifier: Notifier
    ) -> None:
        self._core = core
        self._chunks = chunks
        self._processing = processing
        self._notifier = notifier

    def check(self, call: Call) -> None:
        """Let a call pass that was signed over exactly what it carries, within the hour.

        Raises:
            RefusedError: it was not.
        """
        account, plan = self._core.account, self._core.plan
        form = call.form or dict(call.query)
        if form.get("api_key") != account.api_key:
            raise RefusedError(401, f"Unknown API key {form.get('api_key', '')}")
        expected = signatures.of_parameters(form, account.api_secret, plan.algorithm)
        if not hmac.compare_digest(expected, str(form.get("signature", ""))):
            signed = sorted(name for name in form if name not in {"api_key", "signature"})
            raise RefusedError(401, f"Invalid Signature. String to sign - '{'&'.join(signed)}'.")
        reported = form.get("timestamp", "0")
        if self._core.now_s - int(str(reported)) > plan.signature_life_s:
            text = f"Stale request - reported time is {reported} which is more than 1 hour ago"
            raise RefusedError(400, text)

    def upload(self, call: Call, resource_type: str) -> Answer:
        """Take a file, or a part of one."""
        if call.file is None:
            raise RefusedError(400, "Missing required parameter - file")
        if any(call.text(name) for name in ("transformation", "format")) or (
            call.text("eager") and not call.is_set("eager_async")
        ):
            raise RefusedError(400, _SYNCHRONOUS)
        public_id = call.text("public_id") or secrets.token_hex(10)
        if _FORBIDDEN & set(public_id):
            raise RefusedError(400, f"public_id ({public_id}) is invalid")
        key = (resource_type, call.text("type") or "upload", public_id)
        if "Content-Range" not in call.headers:
            path = self._core.place() / "original"
            path.write_bytes(call.file)
            return Answer.of(self._store(call, key, path))
        received_bytes, whole = self._chunks.add(call, call.file)
        if whole is not None:
            return Answer.of(self._store(call, key, whole))
        return Answer.of(
            {
                "done": False,
                "bytes": received_bytes,
                "kind": "upload",
                "resource_type": resource_type,
                "public_id": public_id,
            }
        )

    def explicit(self, call: Call) -> Answer:
        """Make more of what is stored."""
        if not call.text("type"):
            raise RefusedError(400, "Missing required parameter - type")
        asset = self._core.assets.find(("video", call.text("type"), call.text("public_id")))
        if asset is None:
            raise RefusedError(404, f"Resource not found - {call.text('public_id')}")
        return Answer.of(described(self._core, asset, self._begin(call, asset)))

    def destroy(self, call: Call, resource_type: str) -> Answer:
        """Remove an asset and all that was made of it."""
        key = (resource_type, call.text("type") or "upload", call.text("public_id"))
        asset = self._core.assets.find(key)
        if asset is None or not self._core.assets.remove(key):
            return Answer.of({"result": "not found"})
        names = {"resource_type": key[0], "type": key[1], "public_id": key[2]}
        told = [{**names, "asset_id": asset.asset_id, "version": asset.version}]
        self._notifier.tell(
            call.text("notification_url"), {"notification_type": "delete", "resources": told}
        )
        return Answer.of({"result": "ok"})

    def _store(self, call: Call, key: Key, path: Path) -> dict[str, Any]:
        existing = self._core.assets.find(key)
        url = call.text("notification_url")
        if existing is not None and call.text("overwrite") in {"0", "false"}:
            answer = {**described(self._core, existing, None), "existing": True}
            self._notifier.tell(url, {"notification_type": "upload", **_unsigned(answer)})
            return answer
        asset = self._examined(call, key, path)
        self._core.assets.put(asset)
        answer = described(self._core, asset, self._begin(call, asset))
        if existing is not None:
            answer["overwritten"] = True
        self._notifier.tell(url, {"notification_type": "upload", **_unsigned(answer)})
        return answer

    def _examined(self, call: Call, key: Key, path: Path) -> Asset:
        size_bytes = path.stat().st_size
        most = self._core.plan.video_bytes
        if size_bytes == 0:
            raise RefusedError(400, "Empty file")
        if size_bytes > most:
            text = f"File size too large. Got {size_bytes}. Maximum is {most}."
            raise RefusedError(400, text)
        facts = None
        if key[0] == "video":
            try:
                facts = probe(self._core.binaries, path)
            except UnreadableError as exc:
                raise RefusedError(400, _UNSUPPORTED) from exc
        return Asset(
            key=key,
            asset_id=secrets.token_hex(16),
            version=self._core.next_version(),
            original=path,
            format=call.filename.rpartition(".")[2] or "mp4",
            filename=call.filename,
            created_at=self._core.clock.now(),
            facts=facts,
            context=call.text("context"),
        )

    def _begin(self, call: Call, asset: Asset) -> Batch | None:
        if not call.text("eager"):
            return None
        url = call.text("eager_notification_url") or call.text("notification_url")
        return self._processing.begin(asset, call.text("eager"), url)


def described(core: Core, asset: Asset, batch: Batch | None) -> dict[str, Any]:
    """Return an asset as an upload's answer describes it."""
    url = core.url_of(asset, "", f".{asset.format}")
    answer: dict[str, Any] = {
        "asset_id": asset.asset_id,
        "public_id": asset.public_id,
        "version": asset.version,
        "version_id": secrets.token_hex(16),
        "signature": signatures.of_answer(
            asset.public_id, asset.version, core.account.api_secret, core.plan.algorithm
        ),
        "format": asset.format,
        "resource_type": asset.key[0],
        "type": asset.key[1],
        "created_at": asset.created_at.isoformat(),
        "tags": [],
        "bytes": asset.original.stat().st_size,
        "url": url,
        "secure_url": url,
        "original_filename": asset.filename.rpartition(".")[0],
        "api_key": core.account.api_key,
    }
    if asset.facts is not None:
        facts = asset.facts
        answer |= {
            "width": facts.width_px,
            "height": facts.height_px,
            "duration": facts.duration_s,
            "playback_url": core.url_of(asset, "sp_auto", ".m3u8"),
            "is_audio": not facts.codec,
            "audio": {"codec": "aac", "bit_rate": "64000"} if facts.has_sound else {},
            "video": {"codec": facts.codec, "bit_rate": "100000"} if facts.codec else {},
            "frame_rate": 30.0,
        }
    if asset.context:
        answer["context"] = {
            "custom": dict(part.split("=", 1) for part in asset.context.split("|"))
        }
    if batch is not None:
        addresses = [core.url_of(asset, i.transformation, f".{i.format}") for i in batch.items]
        common = {"status": "processing", "batch_id": batch.id}
        answer["eager"] = [{**common, "url": found, "secure_url": found} for found in addresses]
    return answer


def _unsigned(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "signature"}
