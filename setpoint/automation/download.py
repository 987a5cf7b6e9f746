"""Runs Pulumi's own installer of the engine: `python -m setpoint.automation.download FOLDER`.

Prints `reached` as soon as the download site answered; `setpoint.engine.download` limits the time.
The last line of a failure is the reason.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from urllib.error import URLError

_SITE = "https://get.pulumi.com/install.sh"
_CONNECT_SECONDS = 8


def main(folder: str) -> None:
    """Install the release that belongs to the SDK as `FOLDER/bin/pulumi`."""
    try:
        urllib.request.urlopen(_SITE, timeout=_CONNECT_SECONDS).close()
    except (URLError, OSError) as error:
        sys.exit(f"{_SITE} cannot be reached ({getattr(error, 'reason', error)})")
    print("reached", flush=True)  # noqa: T201 - the parent process reads this
    from pulumi.automation import PulumiCommand  # noqa: PLC0415 - takes a second

    try:
        PulumiCommand.install(root=folder)
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode(errors="replace").strip().splitlines()
        sys.exit(f"Pulumi's installer failed: {' / '.join(said[-2:])}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it becomes the reason
        sys.exit(f"Pulumi's installer failed: {error}")


if __name__ == "__main__":
    main(sys.argv[1])
