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
_WORD = "setpoint-override:"
_COMMENTED = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST = 300


def override_reason(request: PullRequest, label: str = LABEL) -> str | None:
    """Return the reason, on one line; None without the label.

    Raises:
        ForgeError: The label is there and no reason.
    """
    if label not in request.labels:
        return None
    found = _reason(_COMMENTED.sub("", request.body.replace("\r", "")))
    if not found:
        raise ForgeError(
            f"The label {label} is set without a reason: write a line"
            " `setpoint-override: REASON` into the description"
        )
    reason = "".join(letter if letter.isprintable() else " " for letter in found).strip()
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 3]}..."


def _reason(body: str) -> str:
    """Return what stands behind the word in the first line that has something there."""
    lines = (line.strip() for line in body.split("\n"))
    reasons = (line[len(_WORD) :].strip() for line in lines if line.lower().startswith(_WORD))
    return next(filter(None, reasons), "")
