"""Delivery: what was made, and the original, to whoever has a signature or a token for it."""

import re

from tests.services.cloudinary import signatures
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.exchange import Answer, Call, RefusedError

_TYPES = {
    "m3u8": "application/x-mpegURL",
    "ts": "video/mp2t",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
}
_SIGNATURE = re.compile(r"s--([A-Za-z0-9_-]+)--")
_VERSION = re.compile(r"v\d+")


class Delivery:
    """`/{cloud}/video/{type}/[s--…--/][transformation/][v1/]{public id}{ending}`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def deliver(self, call: Call) -> Answer:
        """Return a file that was made."""
        _, _, _, delivery_type, *rest = call.path.split("/")
        signature = ""
        if rest and (found := _SIGNATURE.fullmatch(rest[0])):
            signature, rest = found[1], rest[1:]
        version = next((place for place, part in enumerate(rest) if _VERSION.fullmatch(part)), None)
        if version is None:
            raise RefusedError(404, "Resource not found")
        transformation, tail = "/".join(rest[:version]), "/".join(rest[version + 1 :])
        found_asset = self._core.assets.addressed_by(delivery_type, tail)
        if delivery_type == "authenticated":
            self._check(call, signature, f"{transformation}/{tail}" if transformation else tail)
        if found_asset is None:
            raise RefusedError(404, f"Resource not found - {tail}")
        asset, ending = found_asset
        if not transformation:
            return Answer(200, file=asset.original, headers={"Content-Type": "video/mp4"})
        made = asset.find(transformation, ending)
        if made is None:
            raise RefusedError(404, f"Resource not found - {tail}")
        if made.state == "processing":
            raise RefusedError(423, "Video is still being processed")
        if made.state == "failed" or made.file is None:
            raise RefusedError(400, made.reason)
        return Answer(200, file=made.file, headers={"Content-Type": _TYPES[made.format]})

    def download(self, call: Call, resource_type: str) -> Answer:
        """Return the original to the holder of a signed address that has not expired."""
        life = self._core.plan.signature_life_s
        ends = int(call.query.get("expires_at") or int(call.query["timestamp"]) + life)
        if self._core.now_s > ends:
            raise RefusedError(401, "Stale request")
        key = (resource_type, call.query.get("type", "upload"), call.query["public_id"])
        asset = self._core.assets.find(key)
        if asset is None:
            raise RefusedError(404, f"Resource not found - {key[2]}")
        headers = {"Content-Type": "video/mp4", "Content-Disposition": "attachment"}
        return Answer(200, file=asset.original, headers=headers)

    def _check(self, call: Call, signature: str, signed_path: str) -> None:
        account = self._core.account
        if signature and signatures.opens_delivery(
            signature, signed_path, account.api_secret, self._core.plan.algorithm
        ):
            return
        if call.token and signatures.opens_with_token(
            call.token, call.path, account.token_key, self._core.now_s
        ):
            return
        raise RefusedError(401, "Unauthorized")
