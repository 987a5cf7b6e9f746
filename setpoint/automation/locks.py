"""The locks of a stack: whose they are, and whether their process is gone.

The engine's self-managed backends keep a lock as an object that says who made it; a process that
is killed leaves it there for ever. The engine names all of them when it refuses to run
(pkg/backend/diy/lock.go).
"""

from __future__ import annotations

import os
import re
import socket
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_LOCKED = "the stack is currently locked by"
_LOCK = re.compile(
    r"(?<![\w-])(?P<id>[\w-]++)\.json(?:\?[^\s?]*)?: "
    r"created by (?P<user>\S+)@(?P<host>[^\s@]++) "
    r"\(pid (?P<pid>\d+)\) at (?P<since>[\w:.+-]+)"
)
# Fields of /proc/PID/stat after the command's name (proc(5): state is the 3rd, starttime the 22nd).
_STATE_FIELD, _STARTED_FIELD = 0, 19
_ENDED = frozenset("ZXx")  # a process that has ended, and whose parent hasn't looked yet
_SLACK_SECONDS = 2.0  # the lock's time has whole seconds


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock of a stack.

    Attributes:
        id: The name of its object.
        since: When it was made, as the engine writes times.
    """

    id: str
    user: str
    host: str
    pid: int
    since: str

    @property
    def is_local(self) -> bool:
        """Whether it was made on this host."""
        return self.host == socket.gethostname()

    @property
    def is_dead(self) -> bool:
        """Whether its process was one of this host and is gone."""
        return self.is_local and not _runs(self.pid, datetime.fromisoformat(self.since))

    def __str__(self) -> str:
        """Say whose it is."""
        return f"{self.id} of {self.user}@{self.host}, process {self.pid}, since {self.since}"


def locks_in(message: str) -> tuple[Lock, ...]:
    """Return the locks that an error of the engine names; none where it is about another thing."""
    if _LOCKED not in message:
        return ()
    return tuple(
        Lock(one["id"], one["user"], one["host"], int(one["pid"]), one["since"])
        for one in _LOCK.finditer(message)
    )


def _runs(pid: int, since: datetime) -> bool:
    """Whether a process of this number runs that is old enough to have made the lock.

    One that is killed keeps its number until its parent looks, for ever where the first process of
    a container looks after nobody.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's, but there
    fields = _status(pid)
    if fields is None:  # ended just now, or the system doesn't say
        return not _status(os.getpid())
    if fields[_STATE_FIELD] in _ENDED:
        return False
    return _started(fields) <= since.timestamp() + _SLACK_SECONDS


def _status(pid: int) -> list[str] | None:
    """Return what the system says of a process after its name; None where it doesn't say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None


def _started(fields: list[str]) -> float:
    """Return when a process began, in seconds since 1970."""
    uptime = float(Path("/proc/uptime").read_text(encoding="utf-8").split()[0])
    ticks = int(fields[_STARTED_FIELD])
    return time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")
