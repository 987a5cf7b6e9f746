"""Why a pull request may pass although it breaks a policy: a label, and a reason in its text.

The label is the permission: only who may triage in the repository can set it. It holds for the
commit that it was set on; whoever opened the pull request could push another one later. The
reason is a line of the description, `setpoint-override: REASON`.
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
        ForgeError: The label is there and no reason, or not for the commit as it is now.
    """
    if label not in request.labels_of_head:
        if any(name == label or name.startswith(f"{label}::") for name in request.labels):
            raise ForgeError(_outdated(request, label))
        return None
    found = _reason(_COMMENTED.sub("", request.body.replace("\r", "")))
    if not found:
        raise ForgeError(
            f"The label {label} is set without a reason: write a line"
            " `setpoint-override: REASON` into the description"
        )
    reason = "".join(letter if letter.isprintable() else " " for letter in found).strip()
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 3]}..."


def _outdated(request: PullRequest, label: str) -> str:
    if request.head is not None:
        return (
            f"The label {label} lets one commit pass: set {label}::{request.head} if this one may,"
            " and start the pipeline again"
        )
    return (
        f"The label {label} lets the commit pass that it is set on, in the run which that starts,"
        " and this run was started by something else: take it off, and set it again"
    )


def _reason(body: str) -> str:
    """Return what stands behind the word in the first line that has something there."""
    lines = (line.strip() for line in body.split("\n"))
    reasons = (line[len(_WORD) :].strip() for line in lines if line.lower().startswith(_WORD))
    return next(filter(None, reasons), "")
