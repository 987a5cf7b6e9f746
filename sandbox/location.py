"""Where a sandbox keeps its files, and what it says about itself in `sandbox.json`."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sandbox.private import open_private, require_outside_of_checkouts
from sandbox.store import StoreError, write_atomically

ACCOUNTS = ("aws", "sentry", "pagerduty")

_FILE = "sandbox.json"


@dataclass(frozen=True)
class SandboxUrls:
    """Where the three APIs are served, such as `http://127.0.0.1:20001`."""

    aws: str
    sentry: str
    pagerduty: str


@dataclass(frozen=True)
class SandboxInfo:
    """A sandbox as its files describe it.

    Attributes:
        directory: The folder of all its files.
        urls: Where it serves, or served when it last ran; kept over restarts.
        pid: The process that serves, 0 when it was stopped in order.
        notes: Sentences for the user about the last start, such as a port that was taken.
    """

    directory: Path
    urls: SandboxUrls
    pid: int = 0
    notes: tuple[str, ...] = ()

    @property
    def log(self) -> Path:
        """The log of the background process."""
        return log_file(self.directory)

    @property
    def stacks(self) -> Path:
        """The folder for the Pulumi state of what is provisioned here; a reset empties it."""
        return self.directory / "stacks"


def default_directory(project: Path | None = None) -> Path:
    """Return the folder of a project's sandbox (default: of the project here); it may be missing.

    That is SETPOINT_SANDBOX_DIR, or a folder for the project's path under XDG_STATE_HOME or
    ~/.local/state: never one that a commit could bring files into.

    Raises:
        SandboxError: SETPOINT_SANDBOX_DIR is in a checkout.
    """
    if own := os.environ.get("SETPOINT_SANDBOX_DIR"):
        folder = Path(own).absolute()
        require_outside_of_checkouts(folder)
        return folder
    base = os.environ.get("XDG_STATE_HOME")
    state = Path(base) if base else Path.home() / ".local" / "state"
    return state.absolute() / "setpoint" / "sandbox" / _folder_name((project or Path()).resolve())


def _folder_name(project: Path) -> str:
    """Return a name that says which project it is, and is no other's."""
    readable = re.sub(r"[^A-Za-z0-9_.-]", "-", project.name)[:40] or "project"
    return f"{readable}-{hashlib.sha256(os.fsencode(project)).hexdigest()[:12]}"


def log_file(directory: Path) -> Path:
    """Return where the background process writes its log."""
    return directory / "log"


def read_info(directory: Path) -> SandboxInfo | None:
    """Read `sandbox.json`; `None` where no sandbox has been started yet.

    Raises:
        SandboxError: The file is a link, or no regular file.
        StoreError: The file is damaged.
    """
    path = directory / _FILE
    try:
        with open_private(path, "r") as stream:
            document = json.load(stream)
        return SandboxInfo(
            directory=directory,
            urls=SandboxUrls(**document["urls"]),
            pid=int(document["pid"]),
            notes=tuple(document["notes"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is damaged; delete it and start the sandbox again.") from error


def write_info(info: SandboxInfo) -> None:
    """Write `sandbox.json`."""
    document = asdict(info)
    del document["directory"]
    write_atomically(info.directory / _FILE, json.dumps(document, indent=2) + "\n")


def forget_process(info: SandboxInfo) -> None:
    """Note that nobody serves any more, and keep the ports for the next start."""
    write_info(replace(info, pid=0, notes=()))
