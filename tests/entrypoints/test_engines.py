"""What the engine of tests and trials leaves on the machine."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT
from tests.services.environment import child_environment

_PROGRAM = """
import asyncio, pathlib, tempfile
from tests.application.platform import MP4, chunks
from application.use_cases.accounts.register_user import RegisterUserRequest
from application.use_cases.videos.upload_video import UploadVideoRequest
from entrypoints.container import Container
from entrypoints.settings import Settings

async def main():
    app = Container(settings=Settings.in_memory()).application()
    ada = await app.register_user(RegisterUserRequest("Ada", "ada@example.com", "long enough"))
    actor = await app.authenticate(ada.access_token)
    request = UploadVideoRequest("Bikes", "bikes.mp4", chunks(MP4))
    video = await app.upload_video(actor, request)
    await app.process_video("worker")
    assert (await app.get_video(actor, video.video.id)).video.complete
    assert list(pathlib.Path(tempfile.gettempdir()).iterdir())

asyncio.run(main())
"""


def test_a_platform_in_memory_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = child_environment({"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)})

    subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, env=environment, check=True)

    assert list(tmp_path.iterdir()) == []
