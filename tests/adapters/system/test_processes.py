"""Processes of this machine that came and went."""

import subprocess
import sys

from adapters.system.processes import HostProcesses


def _name_of_another_process() -> str:
    code = "from adapters.system.processes import HostProcesses; print(HostProcesses().name)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_process_that_ended_is_gone() -> None:
    ended = _name_of_another_process()
    assert HostProcesses().is_gone(ended)
    assert HostProcesses().is_gone(f"{ended}:0")


def test_a_process_with_the_id_of_an_earlier_one_is_another() -> None:
    presence = HostProcesses()
    earlier = f"{presence.name.rpartition('/')[0]}/1"
    assert presence.is_gone(earlier)


def test_a_process_of_another_start_of_the_machine_is_left_to_its_lease() -> None:
    host, _, rest = HostProcesses().name.partition("/")
    process = rest.partition("/")[2]
    assert not HostProcesses().is_gone(f"{host}/another-boot/{process}")
