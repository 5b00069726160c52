"""Processor time that programs used: it knows nothing of what else the machine does."""

import os
import resource
from pathlib import Path


def of_own_children_s() -> float:
    """Return the seconds of all programs that this process started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_children_of_s(pid: int) -> float:
    """Return the same of another process. Source: proc(5), `cutime` and `cstime`."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[13]) + int(after_name[14])) / os.sysconf("SC_CLK_TCK")


def of_s(pid: int) -> float:
    """Return the seconds of a running process, all of its threads. Source: proc(5), `schedstat`."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
