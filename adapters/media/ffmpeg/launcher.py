"""Confine this process, then become the program that is named on the command line.

Run as a script: `python -I -S launcher.py CONFINEMENT PROGRAM ARGUMENT…`, where CONFINEMENT is
the text that `sandbox.confinement` writes.
A process of its own does what `preexec_fn` would do in a fork of a threaded server, where any
lock may be held by a thread that does not exist any more.
It imports nothing of the platform: its start is paid with every child.

What the platform does not offer is left out in silence: the reader and protocol allow-lists
on the command line hold everywhere.
"""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

_SYS_LANDLOCK_CREATE_RULESET = 444
_SYS_LANDLOCK_ADD_RULE = 445
_SYS_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_RULE_PATH_BENEATH = 1
_LANDLOCK_CREATE_RULESET_VERSION = 1
_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_FS_ALL_OF_ABI_1 = (1 << 13) - 1
_FS_OF_A_FILE = _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("handled_access_fs", ctypes.c_uint64),)


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def main(confinement: str, command: list[str]) -> None:
    """Apply `confinement` and execute `command`; returns only by an exception."""
    parent, nice, memory_bytes, cpu_s, file_bytes, writable, readable = confinement.split("\n")
    os.nice(int(nice))
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, int(memory_bytes))
    # At the soft limit a signal tells why; at the hard one the kernel only kills.
    _limit(resource.RLIMIT_CPU, int(cpu_s), int(cpu_s) + 1)
    _limit(resource.RLIMIT_FSIZE, int(file_bytes))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        _die_with_parent(libc, int(parent))
        _leave_network(libc)
        _hide_files(libc, command[0], writable, readable)
    os.execve(command[0], command, dict(os.environ))  # noqa: S606, TID251 - hands on its own


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    try:
        resource.setrlimit(kind, (soft, soft if hard is None else hard))
    except (OSError, ValueError):
        # macOS refuses RLIMIT_AS; a lower hard limit that was inherited holds in any case.
        return


def _die_with_parent(libc: ctypes.CDLL, parent: int) -> None:
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The parent may have died before the line above took effect.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _leave_network(libc: ctypes.CDLL) -> None:
    if libc.unshare(_CLONE_NEWNET) != 0:
        # Without privileges a network of one's own needs a user namespace of one's own.
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _hide_files(libc: ctypes.CDLL, program: str, writable: str, readable: str) -> None:
    """Leave nothing of the file system but the libraries, the source and the private folder.

    Source: Landlock, https://docs.kernel.org/userspace-api/landlock.html, ABI 1.
    """
    version = libc.syscall(_SYS_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_CREATE_RULESET_VERSION)
    if version < 1:
        return
    handled = _RulesetAttr(_FS_ALL_OF_ABI_1)
    ruleset = libc.syscall(
        _SYS_LANDLOCK_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0
    )
    use = _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR
    for path in ("/lib", "/lib64", "/usr", "/nix/store", "/gnu/store", "/etc/ld.so.cache", program):
        _allow(libc, ruleset, path, use)
    _allow(libc, ruleset, readable, _FS_READ_FILE)
    _allow(libc, ruleset, writable, _FS_ALL_OF_ABI_1 & ~_FS_EXECUTE)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.syscall(_SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):  # noqa: PTH112 - pathlib costs as much as the rest of the start
        access &= _FS_OF_A_FILE
    rule = _PathBeneathAttr(access, fd)
    libc.syscall(
        _SYS_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_RULE_PATH_BENEATH, ctypes.byref(rule), 0
    )
    os.close(fd)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
