"""Which versions of the engine will do, and which version an executable says it is."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from setpoint.engine.errors import AttemptFailedError

if TYPE_CHECKING:
    from pathlib import Path

_PATTERN = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")
_ANSWER_SECONDS = 30


class Version(NamedTuple):
    """A release of the engine; a pre-release counts as the release that it precedes."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


MINIMUM = Version(3, 250, 0)
BELOW = Version(4, 0, 0)


def parse_version(text: str) -> Version | None:
    """Read `v3.250.0` or `3.250.0-alpha.1`; `None` when the text starts otherwise."""
    match = _PATTERN.match(text.strip())
    return None if match is None else Version(*(int(part) for part in match.groups()))


def read_version(executable: Path) -> Version:
    """Run `<executable> version` and return what it says.

    Raises:
        AttemptFailedError: It does not run, does not answer in time, or says no version.
    """
    command = [str(executable), "version"]
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        answer = subprocess.run(  # noqa: S603 - the engine is ours to run
            command,
            capture_output=True,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=_ANSWER_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise AttemptFailedError(
            f"{executable} did not tell its version within {_ANSWER_SECONDS} s"
        ) from None
    except OSError as error:
        raise AttemptFailedError(f"{executable} does not run ({error.strerror})") from None
    version = parse_version(answer.stdout)
    if answer.returncode != 0 or version is None:
        said = (answer.stderr.strip() or answer.stdout.strip() or "nothing").splitlines()[-1]
        raise AttemptFailedError(f"{executable} told no version, it said: {said[:200]}")
    return version


def require_supported(version: Version, executable: Path) -> None:
    """Refuse a version that Setpoint does not work with.

    Raises:
        AttemptFailedError: It is too old or too new.
    """
    if MINIMUM <= version < BELOW:
        return
    age = "old" if version < MINIMUM else "new"
    raise AttemptFailedError(
        f"{executable} is {version}, too {age}: Setpoint needs at least {MINIMUM} and less "
        f"than {BELOW.major}"
    )
