"""Forms that Cloudinary takes as they stand, and in no other way."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import httpx
import pytest

from adapters.media.cloudinary.direct_uploads import CloudinaryDirectUploads
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.settings import CloudinarySettings
from application.ports.direct_uploads import DirectForm
from application.ports.engine_reports import Arrival, EngineReport
from domain.upload.upload import Upload
from tests.adapters.media.cloudinary.hosting import CHANNEL, Hosted, hosted_by
from tests.builders import an_upload
from tests.media.clips import Studio
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_CHUNK_BYTES = 100_000


@dataclass
class Browser:
    """Posts a form with a file, whole or in chunks."""

    form: DirectForm
    http: httpx.AsyncClient

    async def post(
        self, content: bytes, fields: Mapping[str, str] | None = None, url: str = ""
    ) -> httpx.Response:
        """Post a whole file."""
        files = {"file": ("clip.mp4", content)}
        return await self.http.post(
            url or self.form.url, data=dict(fields or self.form.fields), files=files
        )

    async def post_chunks(self, content: bytes) -> httpx.Response:
        """Post a file in chunks, each with the same fields."""
        answer: httpx.Response | None = None
        upload_id = secrets.token_hex(8)
        for first in range(0, len(content), _CHUNK_BYTES):
            chunk = content[first : first + _CHUNK_BYTES]
            span = f"bytes {first}-{first + len(chunk) - 1}/{len(content)}"
            answer = await self.http.post(
                self.form.url,
                data=dict(self.form.fields),
                files={"file": ("blob", chunk)},
                headers={"X-Unique-Upload-Id": upload_id, "Content-Range": span},
            )
            answer.raise_for_status()
        assert answer is not None
        return answer


@pytest.fixture
async def hosted(cloudinary_stand_in: CloudinaryStandIn) -> AsyncIterator[Hosted]:
    async with hosted_by(cloudinary_stand_in) as opened:
        yield opened


@pytest.fixture
def direct(hosted: Hosted) -> CloudinaryDirectUploads:
    settings = CloudinarySettings(notification_url=f"poll://{CHANNEL}")
    return CloudinaryDirectUploads(hosted.account, settings, hosted.calls)


@pytest.fixture
def upload() -> Upload:
    return an_upload()


@pytest.fixture
async def browser(
    hosted: Hosted, direct: CloudinaryDirectUploads, upload: Upload
) -> AsyncIterator[Browser]:
    form = direct.form_for(upload, hosted.stand_in.core.clock.now())
    async with httpx.AsyncClient() as http:
        yield Browser(form, http)


async def _report(hosted: Hosted) -> EngineReport:
    """Return the next message that the engine has for us."""
    while True:
        for message in await hosted.reports.collect():
            await hosted.reports.acknowledge([message.receipt])
            if message.report is not None and message.report.arrival is not None:
                return message.report
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("in_chunks", [True, False])
async def test_a_form_is_taken_as_it_stands(
    hosted: Hosted,
    direct: CloudinaryDirectUploads,
    upload: Upload,
    browser: Browser,
    studio: Studio,
    in_chunks: bool,
) -> None:
    content = studio.two_rungs().read_bytes()

    answer = await (browser.post_chunks if in_chunks else browser.post)(content)

    told = answer.raise_for_status().json()
    assert told["public_id"] == public_id_of(upload.video_id, upload.owner_id)
    assert (told["type"], told["bytes"]) == ("authenticated", len(content))
    assert {item["status"] for item in told["eager"]} == {"processing"}
    report = await _report(hosted)
    assert (report.video_id, report.owner_id) == (upload.video_id, upload.owner_id)
    assert report.arrival == Arrival(len(content), is_video=True, kind="video")
    assert await direct.find(upload.video_id, upload.owner_id) == Arrival(len(content))


async def test_T42_a_changed_field_is_refused(browser: Browser, studio: Studio) -> None:
    content = studio.two_rungs().read_bytes()
    for name, text in browser.form.fields.items():
        without = {key: value for key, value in browser.form.fields.items() if key != name}
        for fields in (
            {**without, name: f"{text}x"},
            without,
            {**browser.form.fields, "tags": "x"},
        ):
            assert (await browser.post(content, fields)).status_code in {400, 401}, name


async def test_a_form_replaces_nothing(
    hosted: Hosted, upload: Upload, browser: Browser, studio: Studio
) -> None:
    await browser.post(studio.two_rungs().read_bytes())

    again = await browser.post(studio.plain(2).read_bytes())

    assert again.json()["existing"]
    asset = hosted.stand_in.assets.find(
        ("video", "authenticated", public_id_of(upload.video_id, upload.owner_id))
    )
    assert asset is not None
    assert asset.original.read_bytes() == studio.two_rungs().read_bytes()


async def test_T42_what_came_as_another_kind_is_told_and_removed(
    hosted: Hosted, direct: CloudinaryDirectUploads, upload: Upload, browser: Browser
) -> None:
    raw_url = browser.form.url.replace("/video/", "/raw/")
    (await browser.post(b"anything at all", url=raw_url)).raise_for_status()

    report = await _report(hosted)

    assert report.arrival is not None
    assert (report.arrival.is_video, report.arrival.kind) == (False, "raw")
    await direct.discard(upload.video_id, upload.owner_id, report.arrival)
    assert len(hosted.stand_in.assets) == 0


def test_no_secret_is_in_a_form(hosted: Hosted, browser: Browser) -> None:
    told = f"{browser.form.url} {dict(browser.form.fields)}"

    assert hosted.account.api_secret not in told
    assert str(browser.form.fields["signature"]) not in repr(browser.form)
