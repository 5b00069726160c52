"""`tus-js-client` in a browser, which reads the file and repeats requests in its own way."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.person import Person
from tests.e2e.resuming.cutting_proxy import CuttingProxy
from tests.services.chromium import CHROMIUM_ARGUMENTS

_PAGE = "<!doctype html><title>Upload</title><input type=file>"
_UPLOAD = """([endpoint, token]) => new Promise((resolve, reject) => {
    const file = document.querySelector("input").files[0];
    new tus.Upload(file, {
        endpoint,
        headers: {Authorization: token, "Idempotency-Key": "one-upload"},
        metadata: {filename: file.name},
        chunkSize: 8 * 1024 * 1024,
        retryDelays: Array(400).fill(50),
        onError: reject,
        onSuccess: () => resolve(),
    }).start();
})"""


class BrowserClient:
    """The client in headless Chromium, on a page of the API's own origin.

    Pages of other origins are what the notes in the README, and their test, are about.
    """

    def __init__(self, tus_js: Path, chromium: Path) -> None:
        """Name the client's folder, and the browser."""
        self._library = tus_js / "dist" / "tus.min.js"
        self._chromium = chromium

    def __call__(self, proxy: CuttingProxy, person: Person, path: Path) -> None:
        """Upload."""
        address = f"{proxy.base_url}/page"
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=self._chromium, args=list(CHROMIUM_ARGUMENTS)
            ) as browser,
        ):
            page = browser.new_page()
            page.route(address, lambda route: route.fulfill(content_type="text/html", body=_PAGE))
            page.goto(address)
            page.unroute(address)  # or every byte of the upload would pass through here
            page.add_script_tag(path=self._library)
            page.set_input_files("input", path)
            page.evaluate(
                _UPLOAD,
                [f"{proxy.base_url}/api/uploads", str(person.http.headers["Authorization"])],
            )
