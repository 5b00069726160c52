"""What a child process can and cannot do; ordinary programs stand in for a hijacked ffmpeg."""

import asyncio
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.media.ffmpeg.process import spawn
from adapters.media.ffmpeg.sandbox import Confinement
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode
from tests.polling import eventually, wait_until

_SH = "/bin/sh"


@pytest.fixture
def confinement(tmp_path: Path) -> Confinement:
    folder, source = tmp_path / "work", tmp_path / "source"
    folder.mkdir()
    source.write_text("the uploaded bytes")
    return Confinement(folder, source, 10, 512 * 1024**2, 60, 1024**2)


async def _run(script: str, confinement: Confinement, within_s: float = 20) -> str:
    """Run a shell script to its end and return what it prints."""
    return await _run_command((_SH, "-c", script), confinement, within_s)


async def _run_command(command: tuple[str, ...], confinement: Confinement, within_s: float) -> str:
    deadline = asyncio.get_running_loop().time() + within_s
    async with spawn(command, confinement, deadline) as child:
        printed = await child.read()
        await child.finish()
    return printed.decode()


def _landlock_is_there() -> bool:
    return int(ctypes.CDLL(None).syscall(444, None, 0, 1)) >= 1


def _namespaces_are_permitted() -> bool:
    attempts = (["unshare", "-n", "true"], ["unshare", "-rn", "true"])
    return any(subprocess.run(attempt, check=False).returncode == 0 for attempt in attempts)


async def test_P35_the_environment_holds_nothing_of_ours(
    confinement: Confinement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JWT_SECRET", "not-for-children")

    names = {line.partition("=")[0] for line in (await _run("env", confinement)).splitlines()}

    assert names <= {"MALLOC_ARENA_MAX", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"}


async def test_P35_standard_input_is_empty(confinement: Confinement) -> None:
    assert await _run("cat; echo end", confinement) == "end\n"


async def test_P35_the_source_can_be_read_and_not_changed(confinement: Confinement) -> None:
    printed = await _run(f"cat {confinement.source}; echo x >> {confinement.source} || true",
                         confinement)  # fmt: skip

    assert printed == "the uploaded bytes"
    if _landlock_is_there():
        assert confinement.source.read_text() == "the uploaded bytes"


async def test_P35_files_of_others_cannot_be_read_where_the_kernel_can_hide_them(
    confinement: Confinement, tmp_path: Path
) -> None:
    (tmp_path / "neighbour").write_text("secret")

    script = "cat ../neighbour /etc/hostname /proc/self/environ 2>/dev/null; ls .. || echo hidden"
    printed = await _run(script, confinement)

    assert (printed == "hidden\n") is _landlock_is_there()


async def test_P35_nothing_can_be_written_elsewhere_where_the_kernel_can_forbid_it(
    confinement: Confinement, tmp_path: Path
) -> None:
    await _run("echo x > ../planted || true; echo x > allowed", confinement)

    assert (confinement.folder / "allowed").exists()
    assert (tmp_path / "planted").exists() is not _landlock_is_there()


async def test_P35_there_is_no_network_where_the_platform_permits(
    confinement: Confinement,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        script = f"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}' 2>&1 && echo reached || echo cut"
        printed = await _run(script, confinement)

    assert printed.endswith("cut\n") is _namespaces_are_permitted()


async def test_P35_time_is_bounded_and_the_whole_group_dies(confinement: Confinement) -> None:
    script = "sh -c 'echo $$ > pid; exec sleep 61' | cat"

    with pytest.raises(ProcessingFailedError) as failed:
        await _run(script, confinement, within_s=0.5)

    assert failed.value.code is FailureCode.PROCESSING_TIMEOUT
    grandchild = int((confinement.folder / "pid").read_text())
    await eventually(lambda: not _is_running(grandchild))


async def test_P35_the_size_of_files_is_bounded(confinement: Confinement) -> None:
    with pytest.raises(ProcessingFailedError) as failed:
        await _run("exec yes > big", confinement)

    assert failed.value.code is FailureCode.OUTPUT_TOO_LARGE
    assert (confinement.folder / "big").stat().st_size <= confinement.file_bytes


async def test_P35_processor_time_is_bounded(confinement: Confinement) -> None:
    stingy = Confinement(confinement.folder, confinement.source, 10, 512 * 1024**2, 1, 1024)

    with pytest.raises(ProcessingFailedError) as failed:
        await _run("while :; do :; done", stingy)

    assert failed.value.code is FailureCode.PROCESSING_TIMEOUT


async def test_P35_memory_is_bounded(confinement: Confinement) -> None:
    hungry = "awk 'BEGIN { text = \"x\"; while (1) text = text text }'"

    with pytest.raises(ProcessingFailedError):
        await _run(hungry, confinement)


async def test_cancelling_ends_the_child(confinement: Confinement) -> None:
    script = "echo $$ > pid.part; mv pid.part pid; exec sleep 62"
    task = asyncio.create_task(_run(script, confinement, within_s=60))
    pid_file = confinement.folder / "pid"
    await eventually(pid_file.is_file)
    pid = int(pid_file.read_text())

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not _is_running(pid)


async def test_the_operator_keeps_the_last_of_the_complaints_and_the_whole_command(
    confinement: Confinement, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(ProcessingFailedError) as failed:
        await _run("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done; exit 3",
                   confinement)  # fmt: skip

    assert failed.value.detail.endswith("line 2999\n")
    assert len(failed.value.detail) == 4096
    assert "/bin/sh -c 'i=0; while" in caplog.text


async def test_a_program_that_is_not_there_is_our_fault(confinement: Confinement) -> None:
    with pytest.raises(ProcessingFailedError) as failed:
        await _run_command(("/nowhere/ffmpeg",), confinement, 10)

    assert failed.value.code is FailureCode.ENGINE_UNAVAILABLE


_SERVER = """
import asyncio, sys
from pathlib import Path
from adapters.media.ffmpeg.process import spawn
from adapters.media.ffmpeg.sandbox import Confinement

async def serve(folder, source):
    bounds = Confinement(folder, source, 10, 512 * 1024**2, 60, 1024**2)
    deadline = asyncio.get_running_loop().time() + 60
    script = "echo $$ > pid.part; mv pid.part pid; exec sleep 63"
    async with spawn(("/bin/sh", "-c", script), bounds, deadline) as child:
        await child.read()

asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_children_die_with_a_server_that_is_killed(confinement: Confinement) -> None:
    command = [sys.executable, "-c", _SERVER, str(confinement.folder), str(confinement.source)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[3]) as server:
        pid_file = confinement.folder / "pid"
        wait_until(pid_file.is_file)
        pid = int(pid_file.read_text())
        assert _is_running(pid)

        server.send_signal(signal.SIGKILL)

    wait_until(lambda: not _is_running(pid))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    # A zombie has ended; only its parent has not noticed.
    return not state.is_file() or state.read_text().rpartition(")")[2].split()[0] != "Z"
