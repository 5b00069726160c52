"""Upload, play and delete one film on whatever Cloudinary the settings name."""

import asyncio
import hashlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx

from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.settings import CloudinarySettings
from adapters.system.clock import SystemClock
from domain.ids import UserId, VideoId
from entrypoints.read_settings import read_settings
from entrypoints.settings import CloudinaryAccess
from entrypoints.wiring.hosting import account_of
from tests.e2e.judge import probe
from tests.e2e.person import Json, Person
from tests.e2e.product import Product
from tests.polling import wait_until

_LONGEST_S = 900.0


def tell_story(folder: Path, settings: Mapping[str, str], film: Path) -> Iterator[str]:
    """Yield what was seen, a line each.

    Raises:
        AssertionError, TimeoutError: something was not as it should be.
    """
    access = read_settings(settings).media.cloudinary
    assert access is not None, "the three CLOUDINARY_ settings are not all set"
    product = Product(folder, settings)
    with product.serving(), httpx.Client(base_url=product.base_url, timeout=60) as http:
        ada = Person.registers(http)
        began_s = time.monotonic()
        video = ada.waits_until_ready(ada.uploads(film), within_s=_LONGEST_S)
        yield f"READY after {time.monotonic() - began_s:.0f} s"
        for rendition in video["renditions"]:
            yield f"  {rendition['width']}x{rendition['height']}, {rendition['bitrateBps']} bit/s"
        found = probe(video["streamUrl"])
        codecs = ", ".join(sorted({stream["codec_name"] for stream in found["streams"]}))
        yield f"plays {found['format']['duration']} s of {codecs}"
        thumbnail = httpx.get(video["thumbnailUrl"], follow_redirects=True).raise_for_status()
        yield f"has a thumbnail of {len(thumbnail.content)} bytes"
        original = ada.http.get(f"/api/videos/{video['id']}/source").content
        assert hashlib.sha256(original).hexdigest() == video["sha256"]
        yield "gives the original back, byte for byte"
        assert _is_there(access, ada, video)
        ada.http.delete(f"/api/videos/{video['id']}").raise_for_status()
        wait_until(lambda: not _is_there(access, ada, video), within_s=60)
        yield "is destroyed when it is deleted"
    assert access.api_secret not in product.logs()


def _is_there(access: CloudinaryAccess, owner: Person, video: Json) -> bool:
    name = public_id_of(VideoId(video["id"]), UserId(owner.user["id"]))

    async def look() -> bool:
        breaker = CircuitBreaker(SystemClock())
        calls = CloudinaryCalls(account_of(access), CloudinarySettings(), breaker)
        return await calls.find(name) is not None

    return asyncio.run(look())
