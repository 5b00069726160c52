"""Assets that are put there, not uploaded: of any bytes, and under names of a test's own."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.services.cloudinary.assets import Asset, Derived
from tests.services.cloudinary.core import video_key
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def put_asset(
    stand_in: CloudinaryStandIn,
    public_id: str,
    original: bytes,
    made: Mapping[tuple[str, str], bytes],
    *,
    version: int = 1,
) -> Asset:
    """Put an authenticated video there, with what was made of it.

    Args:
        stand_in: where.
        public_id: its name.
        original: its bytes.
        made: what is delivered, by transformation and what follows the public id (`_0.ts`).
        version: of the upload.
    """
    place = stand_in.core.place()
    (place / "original").write_bytes(original)
    asset = Asset(
        key=video_key("authenticated", public_id),
        asset_id=place.name,
        version=version,
        original=place / "original",
        format="mp4",
        filename="video.mp4",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        facts=None,
    )
    for number, ((transformation, ending), content) in enumerate(made.items()):
        file = place / str(number)
        file.write_bytes(content)
        format_ = ending.rpartition(".")[2]
        asset.derived[transformation, ending] = Derived(transformation, format_, "ready", file)
    stand_in.assets.put(asset)
    return asset
