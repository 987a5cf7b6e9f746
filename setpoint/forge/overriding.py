"""Why a pull request may pass although it breaks a policy: a label, and a reason in its text.

The label is the permission: only who may triage in the repository can set it. The reason is
a line of the description, `setpoint-override: REASON`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.forge.errors import ForgeError

if TYPE_CHECKING:
    from setpoint.forge.request import PullRequest

LABEL = "setpoint-override"
_LINE = re.compile(r"^\s*setpoint-override:[ \t]*(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE)
_COMMENTED = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST = 300


def override_reason(request: PullRequest, label: str = LABEL) -> str | None:
    """Return the reason, on one line; None without the label.

    Raises:
        ForgeError: The label is there and no reason.
    """
    if label not in request.labels:
        return None
    found = _LINE.search(_COMMENTED.sub("", request.body.replace("\r", "")))
    if found is None:
        raise ForgeError(
            f"The label {label} is set without a reason: write a line"
            " `setpoint-override: REASON` into the description"
        )
    reason = "".join(letter if letter.isprintable() else " " for letter in found[1]).strip()
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 3]}..."
