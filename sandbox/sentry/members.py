"""Members of the organization."""

from __future__ import annotations

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.paging import page

READ = ("member:admin", "member:read", "member:write", "org:read")

_FLAGS = (
    "idp:provisioned",
    "idp:role-restricted",
    "sso:linked",
    "sso:invalid",
    "member-limit:restricted",
    "partnership:restricted",
)


def list_all(call: Call) -> Reply:
    """List the members; `query` is an address, or a part of one."""
    wanted = call.query.get("query", "").removeprefix("email:").lower()
    rows = [row for row in call.account.rows("member") if wanted in row["email"].lower()]
    return page(call, [_brief(row) for row in rows])


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


def _brief(member: Row) -> Row:
    shown = {key: value for key, value in member.items() if not key.startswith("_")}
    roles = {"role": member["_role"], "orgRole": member["_role"]}
    flags = dict.fromkeys(_FLAGS, False)
    return {**shown, **roles, "roleName": member["_role"].title(), "flags": flags, "projects": []}


ENDPOINTS = (Endpoint("GET", "/organizations/{org}/members/", list_all, READ),)
