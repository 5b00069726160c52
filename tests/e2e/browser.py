"""A real browser on a page of somebody's frontend."""

from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.e2e.frontend import serving_frontend
from tests.services.chromium import CHROMIUM_ARGUMENTS

_PLAY = """async (url) => {
    const video = document.querySelector("video");
    const reaches = (seconds) => new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`stuck at ${video.currentTime}`)), 20000);
        video.ontimeupdate = () => {
            if (video.currentTime >= seconds) { clearTimeout(timer); resolve(); }
        };
    });
    video.src = url;
    await video.play();
    await reaches(3);
    video.currentTime = video.duration * 0.8;
    await reaches(video.duration * 0.8 + 0.5);
    return {width: video.videoWidth, duration: video.duration};
}"""


def play_and_seek(chromium_path: Path, stream_url: str) -> dict[str, Any]:
    """Play the first seconds of a stream and some of its end; return its width and duration."""
    with serving_frontend() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            page = browser.new_page()
            page.goto(origin)
            played: dict[str, Any] = page.evaluate(_PLAY, stream_url)
        finally:
            browser.close()
    return played
