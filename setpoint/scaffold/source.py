"""Where the Setpoint that runs was installed from, for the requirements of a new project.

Only a commit of a repository is repeated (PEP 610 records it): a name alone would be an
invitation to whoever registers it first.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Final

_DISTRIBUTION: Final = "setpoint-alerting"
PLACEHOLDER: Final = "git+https://github.com/OWNER/setpoint@COMMIT"


def installed_from() -> str:
    """Return the address with its commit; a placeholder that installs nothing if there is none."""
    try:
        recorded = distribution(_DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        return PLACEHOLDER
    found = json.loads(recorded or "{}")
    version = found.get("vcs_info", {})
    if not version.get("vcs") or not version.get("commit_id"):
        return PLACEHOLDER
    return f"{version['vcs']}+{found['url']}@{version['commit_id']}"
