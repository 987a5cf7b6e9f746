"""Teams: create, list, read, rename, delete."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import ApiError, invalid
from sandbox.sentry.organizations import summary
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

SLUG = r"^(?![0-9]+$)[a-z0-9_\-]+$"

READ = ("org:admin", "org:read", "org:write", "team:admin", "team:read", "team:write")
WRITE = ("org:admin", "org:write", "team:admin", "team:write")

TeamSlug = Annotated[str, Field(max_length=50)]
TeamName = Annotated[str, Field(min_length=1, max_length=64)]


class NewTeam(Body):
    """A team to create; one of the two is due."""

    name: TeamName | None = None
    slug: TeamSlug | None = None


class TeamChange(Body):
    """What may change of a team."""

    name: TeamName | None = None
    slug: TeamSlug | None = None


def create(call: Call) -> Reply:
    """Create a team."""
    body = call.body(NewTeam)
    name = body.name or body.slug
    if not name:
        raise ApiError(400, {"non_field_errors": ["Name or slug is required"]})
    check_slug(body.slug)
    slug = call.account.slug_for("team", name, body.slug)
    _refuse_taken(call.account, slug)
    return Reply(201, add(call.account, name, slug))


def list_all(call: Call) -> Reply:
    """List the organization's teams."""
    return page(call, call.account.rows("team"))


def read(call: Call) -> Reply:
    """Read a team."""
    team = call.account.by_slug("team", call.path["team"])
    return Reply(200, {**team, "organization": summary(call.account)})


def update(call: Call) -> Reply:
    """Rename a team, or give it another slug."""
    account, body = call.account, call.body(TeamChange)
    team = account.by_slug("team", call.path["team"])
    check_slug(body.slug)
    if body.slug and account.is_taken("team", body.slug, but=team["id"]):
        raise invalid(slug=f'The slug "{body.slug}" is already in use.')
    team.update({key: value for key, value in body.sent().items() if value is not None})
    return Reply(200, {**team, "organization": summary(account)})


def delete(call: Call) -> Reply:
    """Delete a team; projects and members lose it."""
    account = call.account
    team = account.by_slug("team", call.path["team"])
    del account.table("team")[team["id"]]
    for project in account.rows("project"):
        project["_teams"] = [one for one in project["_teams"] if one != team["id"]]
    for member in account.rows("member"):
        member["_teams"] = [one for one in member["_teams"] if one != team["id"]]
    return EMPTY


def add(account: Account, name: str, slug: str) -> Row:
    """Put a new team into the organization."""
    team: Row = {
        "id": account.next_id("team"),
        "slug": slug,
        "name": name,
        "dateCreated": now(),
        "isMember": True,
        "teamRole": "admin",
        "flags": {"idp:provisioned": False},
        "access": ["project:read", "team:read"],
        "hasAccess": True,
        "isPending": False,
        "memberCount": 1,
        "avatar": {"avatarType": "letter_avatar", "avatarUuid": None, "avatarUrl": None},
    }
    account.table("team")[team["id"]] = team
    return team


def reference(team: Row) -> Row:
    """Return a team as it stands inside of other objects."""
    return {key: team[key] for key in ("id", "name", "slug")}


def check_slug(slug: str | None) -> None:
    """Refuse a slug that isn't one.

    Raises:
        ApiError: 400.
    """
    if slug is not None and not re.fullmatch(SLUG, slug):
        raise invalid(
            slug="Enter a valid slug consisting of lowercase letters, numbers, underscores or "
            "hyphens. It cannot be entirely numeric."
        )


def _refuse_taken(account: Account, slug: str) -> None:
    if account.is_taken("team", slug):
        message = "A team with this slug already exists."
        raise ApiError(409, {"non_field_errors": [message], "detail": message})


_ALL = "/organizations/{org}/teams/"
_ONE = "/teams/{org}/{team}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ),
    Endpoint("POST", _ALL, create, WRITE),
    Endpoint("GET", _ONE, read, READ),
    Endpoint("PUT", _ONE, update, WRITE),
    Endpoint("DELETE", _ONE, delete, ("org:admin", "team:admin")),
)
