"""A folder of published videos, watched by a real browser in its own `<video>` element."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from tests.services.chromium import CHROMIUM_ARGUMENTS

_SEATS = 6
"""Videos that are watched at once; more would make a small machine drop out of real time."""

_WATCH = """async (urls) => {
    const watch = async (url) => {
        const video = document.createElement("video");
        video.muted = true;
        document.body.append(video);
        const reach = (seconds, what) => new Promise((resolve, reject) => {
            const started = Date.now();
            const timer = setInterval(() => {
                const there = video.currentTime >= seconds || video.ended;
                if (there || video.error || Date.now() - started > 30000) clearInterval(timer);
                if (there) resolve();
                else if (video.error) reject(new Error(`${what}: ${video.error.message}`));
                else if (Date.now() - started > 30000)
                    reject(new Error(`${what}: stuck at ${video.currentTime}`));
            }, 20);
        });
        video.src = url;
        try {
            await video.play();
            const length = video.duration;
            await reach(Math.min(3, length * 0.9), "from the start");
            video.currentTime = length * 0.8;
            if (video.paused) await video.play();
            await reach(Math.min(length * 0.95, length * 0.8 + 1), "after a seek");
            return {url, length, width: video.videoWidth, height: video.videoHeight, fault: null};
        } catch (error) {
            return {url, fault: String(error)};
        } finally {
            video.remove();
        }
    };
    return Promise.all(urls.map(watch));
}"""


async def watch(chromium_path: Path, folder: Path, names: list[str]) -> dict[str, dict[str, Any]]:
    """Play the videos in these subfolders for 3 s and after a seek to 80 %.

    Returns:
        For each name its `length`, `width` and `height`, and the `fault` or None.
    """
    seen: dict[str, dict[str, Any]] = {}
    with _serving(folder) as origin:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS)
            )
            for start in range(0, len(names), _SEATS):
                row = names[start : start + _SEATS]
                page = await browser.new_page()
                await page.goto(f"{origin}/page.html")
                urls = [f"{origin}/{name}/master.m3u8" for name in row]
                played = await page.evaluate(_WATCH, urls)
                seen |= dict(zip(row, played, strict=True))
                await page.close()
            await browser.close()
    return seen


class _Usher(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".m3u8": "application/vnd.apple.mpegurl",
        ".m4s": "video/mp4",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    (folder / "page.html").write_text("<!doctype html><title>cinema</title>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Usher, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
