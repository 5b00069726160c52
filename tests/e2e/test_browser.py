"""Playback in a real browser, which asks for playlists and segments by itself."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.frontend import serving_frontend
from tests.e2e.person import Person
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


def test_chromium_plays_from_the_start_and_after_a_seek(
    ada: Person, film: Path, chromium_path: Path
) -> None:
    video = ada.waits_until_complete(ada.uploads(film))
    with serving_frontend() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            page = browser.new_page()
            page.goto(origin)
            played = page.evaluate(_PLAY, video["streamUrl"])
        finally:
            browser.close()
    assert played["width"] > 0
    assert abs(played["duration"] - 8) < 1
