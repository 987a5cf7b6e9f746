"""Pins a release of the engine: takes its published checksums into `checksums.json`.

A maintainer's tool (`make pin`), for a machine that reaches GitHub; whoever reviews the change
compares it with the release's page. Source of the names: the assets of Pulumi's releases,
`pulumi-VERSION-checksums.txt` with a line `SHA256  pulumi-vVERSION-PLATFORM.tar.gz` for each.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from setpoint.engine.build import buildable_version
from setpoint.engine.checksums import PINS, PLATFORMS
from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.version import parse_version, require_supported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RELEASES: Final = "https://github.com/pulumi/pulumi/releases/download"
_SECONDS: Final = 30.0
_LARGEST: Final = 100_000
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](\S{1,200})")


def main(arguments: Sequence[str]) -> int:
    """Pin the version that is named, or the one that is built; say what is left to do."""
    version = arguments[0] if arguments else buildable_version()
    try:
        pin(version, Path(__file__).with_name(PINS))
    except AttemptFailedError as error:
        print(f"Nothing is pinned: {error}", file=sys.stderr)  # noqa: T201 - its output
        return 1
    print(f"{version} is pinned. Compare {PINS} with the release's page before you commit it.")  # noqa: T201 - its output
    return 0


def pin(version: str, file: Path) -> None:
    """Write the checksums of a release into a file; it holds this release alone then.

    Raises:
        AttemptFailedError: The version will not do, or its checksums can't be had for each
            platform.
    """
    parsed = parse_version(version)
    if parsed is None or str(parsed) != version:
        raise AttemptFailedError(f"{version!r} is no version such as 3.250.0")
    require_supported(parsed, file)
    address = f"{RELEASES}/v{version}/pulumi-{version}-checksums.txt"
    pins = {"releases": {version: _checksums(_text(address), version, address)}}
    file.write_text(json.dumps(pins, indent=2) + "\n", encoding="utf-8")


def _text(address: str) -> str:
    try:
        answer = httpx.get(address, timeout=_SECONDS, follow_redirects=True)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise AttemptFailedError(f"{address} cannot be reached ({error})") from error
    return answer.text[:_LARGEST]


def _checksums(text: str, version: str, address: str) -> Mapping[str, str]:
    lines = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    found = {line[2]: line[1] for line in lines if line is not None}
    names = {platform: f"pulumi-v{version}-{platform}.tar.gz" for platform in PLATFORMS}
    missing = ", ".join(name for name in names.values() if name not in found)
    if missing:
        raise AttemptFailedError(f"{address} has no SHA-256 of {missing}")
    return {platform: found[name] for platform, name in names.items()}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
