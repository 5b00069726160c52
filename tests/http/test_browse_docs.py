"""The page at /docs in a real browser."""

from pathlib import Path

from playwright.async_api import async_playwright

from tests.http.raw import Server
from tests.services.chromium import CHROMIUM_ARGUMENTS


async def test_the_page_shows_every_operation_and_opens_the_problem_asked_for(
    server: Server, chromium_path: Path
) -> None:
    asked: list[str] = []
    trouble: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path, args=CHROMIUM_ARGUMENTS
        )
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
        await page.goto(f"{server.base_url}/docs#email_taken", wait_until="networkidle")
        operations = await page.locator("details").count()
        opened = await page.locator("details[open] summary code").all_inner_texts()
        await browser.close()
    assert operations == 24
    assert opened == ["/api/auth/register"]
    assert all(url.startswith(server.base_url) for url in asked)
    assert trouble == []
