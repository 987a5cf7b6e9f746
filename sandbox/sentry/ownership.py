"""A project's ownership rules: a text of rules, each naming teams and members of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sandbox.sentry.account import now
from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.errors import invalid
from sandbox.sentry.strict import Body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.sentry.account import Account, Row

READ = ("project:admin", "project:read", "project:write")
WRITE = ("project:admin", "project:write")

_TYPE = r"(?:url|path|module|codeowners|tags\.[^:]+):"
_RULE = re.compile(rf'(?:{_TYPE})?(?:"(?:[^"\\]|\\.)*"|\S+)((?:\s+#?\S+)+)')


class OwnershipBody(Body):
    """Who owns which part of the code, as text, and what is done with it."""

    raw: str | None = None
    fallthrough: bool | None = None
    auto_assignment: (
        Literal[
            "Auto Assign to Issue Owner",
            "Auto Assign to Suspect Commits",
            "Turn off Auto-Assignment",
        ]
        | None
    ) = None
    codeowners_auto_sync: bool | None = None


def read(call: Call) -> Reply:
    """Read the ownership rules."""
    return Reply(200, _ownership(_project(call)))


def change(call: Call) -> Reply:
    """Change the ownership rules; only what the body holds."""
    body, project = call.body(OwnershipBody), _project(call)
    unknown = [one for one in _owners(body.raw or "") if not _owns(call.account, project, one)]
    if unknown:
        raise invalid(raw=f"Invalid rule owners: {', '.join(unknown)}")
    project["_ownership"] = {**_ownership(project), **body.sent(), "lastUpdated": now()}
    return Reply(202, project["_ownership"])


def _owners(raw: str) -> Iterator[str]:
    """Every owner that a text names."""
    for number, line in enumerate(raw.splitlines(), 1):
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        found = _RULE.fullmatch(rule)
        if found is None:
            raise invalid(raw=f"Parse error: ownership (line {number}, column 1)")
        yield from found[1].split()


def _owns(account: Account, project: Row, owner: str) -> bool:
    """Whether it is a team that sees the project, or a member's address."""
    if owner.startswith("#"):
        teams = (account.table("team")[each] for each in project["_teams"])
        return owner[1:] in {team["slug"] for team in teams}
    return owner in {row["email"] for row in account.rows("member")}


def _project(call: Call) -> Row:
    return call.account.by_slug("project", call.path["project"])


def _ownership(project: Row) -> Row:
    found: Row = project.get("_ownership") or {
        "raw": None,
        "fallthrough": True,
        "dateCreated": None,
        "lastUpdated": None,
        "isActive": True,
        "autoAssignment": "Auto Assign to Issue Owner",
        "codeownersAutoSync": True,
        "schema": None,
    }
    return found


ENDPOINTS = (
    Endpoint("GET", "/projects/{org}/{project}/ownership/", read, READ),
    Endpoint("PUT", "/projects/{org}/{project}/ownership/", change, WRITE),
)
