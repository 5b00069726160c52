"""What the parts of the stand-in share: the account, its assets, its settings and its clock."""

import itertools
import secrets
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path

from adapters.media.ffmpeg.binaries import Binaries
from application.ports.clock import Clock
from tests.services.cloudinary import signatures
from tests.services.cloudinary.account import Account, Plan
from tests.services.cloudinary.assets import Asset, Assets, Key


@dataclass
class Core:
    """One account on one stand-in.

    `in_one_file` says whether segments are byte ranges of one file, as they are in older playlists.
    `signs_children` says whether the addresses inside playlists carry signatures.
    """

    account: Account
    plan: Plan
    base_url: str
    folder: Path
    binaries: Binaries
    clock: Clock
    assets: Assets = field(default_factory=Assets)
    in_one_file: bool = False
    signs_children: bool = False
    _versions: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def now_s(self) -> int:
        """The time in whole seconds."""
        return int(self.clock.now().timestamp())

    def next_version(self) -> int:
        """Return a version above every one before."""
        return self.now_s + next(self._versions)

    def place(self) -> Path:
        """Return a folder that nobody has."""
        place = self.folder / secrets.token_hex(8)
        place.mkdir(parents=True)
        return place

    def path_of(self, asset: Asset, transformation: str, ending: str, *, signed: bool) -> str:
        """Return the path under which what was made of an asset is delivered."""
        resource_type, delivery_type, public_id = asset.key
        parts = [self.account.cloud_name, resource_type, delivery_type]
        if signed and delivery_type != "upload":
            to_sign = (
                f"{transformation}/{public_id}{ending}" if transformation else public_id + ending
            )
            signature = signatures.of_delivery(
                to_sign, self.account.api_secret, self.plan.algorithm
            )
            parts.append(f"s--{signature}--")
        parts += [transformation] if transformation else []
        return "/" + "/".join([*parts, f"v{asset.version}", public_id + ending])

    def url_of(self, asset: Asset, transformation: str, ending: str) -> str:
        """Return the permanent address that answers hand out."""
        return self.base_url + self.path_of(asset, transformation, ending, signed=True)

    def rate_headers(self) -> dict[str, str]:
        """Return how many calls of the Admin API are left."""
        return {
            "X-FeatureRateLimit-Limit": "500",
            "X-FeatureRateLimit-Remaining": str(max(0, self.plan.admin_calls)),
            "X-FeatureRateLimit-Reset": format_datetime(self.clock.now(), usegmt=True),
        }


def video_key(delivery_type: str, public_id: str) -> Key:
    """Return the key of a video."""
    return ("video", delivery_type or "upload", public_id)
