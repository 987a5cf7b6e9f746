"""SHA-256 of the official releases' archives that may be used, by version and platform.

`checksums.json` pins them: `{"releases": {"3.250.0": {"linux-x64": "..."}}}`. They come from the
release's own `pulumi-VERSION-checksums.txt`, taken once by `setpoint.engine.pinning` and read by
whoever reviews the change, never from the site at the time of a download. What isn't there is not
downloaded but built.
"""

from __future__ import annotations

import json
import platform
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.version import Version, parse_version

if TYPE_CHECKING:
    from collections.abc import Mapping

PINS: Final = "checksums.json"
PLATFORMS: Final = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64")
_SYSTEMS: Final = {"Linux": "linux", "Darwin": "darwin"}
_MACHINES: Final = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


class Release(NamedTuple):
    """An archive that may be used."""

    version: Version
    platform: str
    sha256: str


def pinned_release() -> Release:
    """Return the newest release that is pinned for this machine.

    Raises:
        AttemptFailedError: There is none.
    """
    here = _platform()
    found = [
        Release(version, here, sums[here])
        for text, sums in _releases().items()
        if here in sums and (version := parse_version(text)) is not None
    ]
    if not found:
        raise AttemptFailedError(
            f"not used: this version of Setpoint pins no checksum of a release for {here}"
            f" (setpoint/engine/{PINS}), and nothing is downloaded unchecked"
        )
    return max(found)


@cache
def _releases() -> Mapping[str, Mapping[str, str]]:
    text = files("setpoint.engine").joinpath(PINS).read_text("utf-8")
    releases: Mapping[str, Mapping[str, str]] = json.loads(text)["releases"]
    return releases


def _platform() -> str:
    """Return how Pulumi calls this machine's platform, such as `linux-x64`."""
    system, machine = platform.system(), platform.machine().lower()
    return f"{_SYSTEMS.get(system, system.lower())}-{_MACHINES.get(machine, machine)}"
