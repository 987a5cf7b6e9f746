"""Old alert rules that tell a Slack channel known by name only: made in the background.

Sentry looks the channel's id up first; the creation is answered by 202 and a task to ask for,
which is pending when first asked and done when asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry.call import Call, Reply

if TYPE_CHECKING:
    from sandbox.sentry.account import Account


def begin(account: Account, rule: str) -> Reply:
    """Answer a creation by a task."""
    uuid = account.token("task", rule)
    account.table("task")[uuid] = {"id": rule, "asked": False}
    return Reply(202, {"uuid": uuid})


def progress(call: Call, kind: str, member: str) -> Reply:
    """Say how far a creation is; when done, with the rule, as the given member."""
    found = call.account.row("task", call.path["uuid"])
    if not found["asked"]:
        found["asked"] = True
        return Reply(200, {"status": "pending"})
    rule = call.account.row(kind, found["id"])
    shown = {key: value for key, value in rule.items() if not key.startswith("_")}
    return Reply(200, {"status": "success", member: shown})
