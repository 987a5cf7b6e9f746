"""Where a sandbox keeps its files, and what it says about itself in `sandbox.json`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sandbox.store import StoreError, write_atomically

ACCOUNTS = ("aws", "sentry", "pagerduty")

_FILE = "sandbox.json"


class SandboxError(Exception):
    """The sandbox cannot do what was asked; the message says why and the way out."""


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
    """Return SETPOINT_SANDBOX_DIR, or `.setpoint/sandbox` under the project (default: here)."""
    if own := os.environ.get("SETPOINT_SANDBOX_DIR"):
        return Path(own).absolute()
    return (project or Path.cwd()).absolute() / ".setpoint" / "sandbox"


def log_file(directory: Path) -> Path:
    """Return where the background process writes its log."""
    return directory / "log"


def read_info(directory: Path) -> SandboxInfo | None:
    """Read `sandbox.json`; `None` where no sandbox has been started yet.

    Raises:
        StoreError: The file is damaged.
    """
    path = directory / _FILE
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
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
