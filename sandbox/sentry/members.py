"""Members of the organization: invite, list, read, change, remove, and their teams.

Two generations of clients send different names: `role` and `teams`, or `orgRole` and `teamRoles`;
both are taken, both are answered.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import ApiError, invalid
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

READ = ("member:admin", "member:read", "member:write", "org:read")
WRITE = ("member:admin", "member:invite", "member:write")

Role = Literal["billing", "member", "admin", "manager", "owner"]
_ROLES: dict[str, str] = {
    "member": "contributor",
    "admin": "admin",
    "manager": "admin",
    "owner": "admin",
}


class TeamRole(Body):
    """A team and what the member is in it."""

    team_slug: str
    role: Literal["contributor", "admin"] | None = None


class MemberBody(Body):
    """What may be set of a member."""

    email: Annotated[str, Field(max_length=75)] | None = None
    role: Role | None = None
    org_role: Role | None = None
    teams: list[str] | None = None
    team_roles: list[TeamRole] | None = None
    send_invite: bool = True
    reinvite: bool = False


class TeamMembership(Body):
    """What a member is in a team."""

    team_role: Literal["contributor", "admin"]


def create(call: Call) -> Reply:
    """Invite somebody."""
    account, body = call.account, call.body(MemberBody)
    if not body.email:
        raise invalid(email="This field is required.")
    if "@" not in body.email:
        raise invalid(email="Enter a valid email address.")
    if any(row["email"] == body.email for row in account.rows("member")):
        raise invalid(email=f"The user {body.email} is already a member")
    teams = _teams(account, body) or []
    member = add(account, body.email, role=body.org_role or body.role or "member", teams=teams)
    return Reply(201, _view(account, member))


def list_all(call: Call) -> Reply:
    """List the members; `query` is an address, or a part of one."""
    wanted = call.query.get("query", "").removeprefix("email:").lower()
    rows = [row for row in call.account.rows("member") if wanted in row["email"].lower()]
    return page(call, [_brief(row) for row in rows])


def read(call: Call) -> Reply:
    """Read a member."""
    return Reply(200, _view(call.account, call.account.row("member", call.path["id"])))


def update(call: Call) -> Reply:
    """Change a member's role and teams."""
    account, body = call.account, call.body(MemberBody)
    member = account.row("member", call.path["id"])
    teams = _teams(account, body)
    if teams is not None:
        member["_teams"] = teams
    member["_role"] = body.org_role or body.role or member["_role"]
    return Reply(200, _view(account, member))


def delete(call: Call) -> Reply:
    """Remove a member."""
    del call.account.table("member")[call.account.row("member", call.path["id"])["id"]]
    return EMPTY


def join(call: Call) -> Reply:
    """Put a member into a team."""
    member, team = _member_and_team(call)
    if team["id"] not in member["_teams"]:
        member["_teams"].append(team["id"])
    return Reply(201, team)


def set_team_role(call: Call) -> Reply:
    """Say what a member is in a team."""
    member, team = _member_and_team(call)
    role = call.body(TeamMembership).team_role
    member["_teamRoles"][team["id"]] = role
    return Reply(200, {"isActive": True, "teamRole": role})


def leave(call: Call) -> Reply:
    """Take a member out of a team."""
    member, team = _member_and_team(call)
    member["_teams"] = [one for one in member["_teams"] if one != team["id"]]
    return Reply(200, team)


def add(account: Account, email: str, *, role: str, teams: list[str], name: str = "") -> Row:
    """Put a member into the organization; one with a name has accepted the invitation."""
    user = _user(account.next_id("user"), name, email) if name else None
    member: Row = {
        "id": account.next_id("member"),
        "email": email,
        "name": name or email,
        "pending": user is None,
        "expired": False,
        "inviteStatus": "approved",
        "inviterName": None,
        "dateCreated": now(),
        "user": user,
        "_role": role,
        "_teams": teams,
        "_teamRoles": {},
    }
    account.table("member")[member["id"]] = member
    return member


def _user(identifier: str, name: str, email: str) -> Row:
    date = now()
    return {
        "id": identifier,
        "name": name,
        "username": email,
        "email": email,
        "emails": [{"id": identifier, "email": email, "is_verified": True}],
        "avatarUrl": "",
        "avatar": {"avatarType": "letter_avatar", "avatarUuid": None, "avatarUrl": None},
        "dateJoined": date,
        "lastLogin": date,
        "lastActive": date,
        "has2fa": False,
        "hasPasswordAuth": True,
        "isActive": True,
        "isManaged": False,
        "isStaff": False,
        "isSuperuser": False,
        "isSuspended": False,
        "experiments": {},
    }


def _member_and_team(call: Call) -> tuple[Row, Row]:
    member = call.account.row("member", call.path["id"])
    return member, call.account.by_slug("team", call.path["team"])


def _teams(account: Account, body: MemberBody) -> list[str] | None:
    """Return the ids of the teams a body names, `None` if it names none."""
    slugs = body.teams
    if slugs is None and body.team_roles is not None:
        slugs = [one.team_slug for one in body.team_roles]
    if slugs is None:
        return None
    try:
        return [account.by_slug("team", slug)["id"] for slug in slugs]
    except ApiError:
        raise invalid(teams="Invalid team") from None


def _brief(member: Row) -> Row:
    shown = {key: value for key, value in member.items() if not key.startswith("_")}
    roles = {"role": member["_role"], "orgRole": member["_role"]}
    flags = dict.fromkeys(_MEMBER_FLAGS, False)
    return {**shown, **roles, "roleName": member["_role"].title(), "flags": flags, "projects": []}


def _view(account: Account, member: Row) -> Row:
    slugs = [account.row("team", one)["slug"] for one in member["_teams"]]
    roles = [
        {"teamSlug": account.row("team", one)["slug"], "role": member["_teamRoles"].get(one)}
        for one in member["_teams"]
    ]
    return {
        **_brief(member),
        "teams": slugs,
        "teamRoles": roles,
        "orgRoleList": [_role(name, minimumTeamRole=least) for name, least in _ROLES.items()],
        "teamRoleList": [_role(name, isMinimumRoleFor=None) for name in _TEAM_ROLES],
    }


_TEAM_ROLES = ("contributor", "admin")

_MEMBER_FLAGS = (
    "idp:provisioned",
    "idp:role-restricted",
    "sso:linked",
    "sso:invalid",
    "member-limit:restricted",
    "partnership:restricted",
)


def _role(name: str, **more: str | None) -> Row:
    return {
        "id": name,
        "name": name.title(),
        "desc": "",
        "scopes": [],
        "isAllowed": True,
        "isRetired": False,
        "isGlobal": False,
        **more,
    }


_ALL = "/organizations/{org}/members/"
_ONE = "/organizations/{org}/members/{id}/"
_TEAM = "/organizations/{org}/members/{id}/teams/{team}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ),
    Endpoint("POST", _ALL, create, WRITE),
    Endpoint("GET", _ONE, read, READ),
    Endpoint("PUT", _ONE, update, WRITE),
    Endpoint("DELETE", _ONE, delete, ("member:admin",)),
    Endpoint("POST", _TEAM, join, WRITE),
    Endpoint("PUT", _TEAM, set_team_role, WRITE),
    Endpoint("DELETE", _TEAM, leave, WRITE),
)
