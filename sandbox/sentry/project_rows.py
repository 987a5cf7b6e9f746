"""A project as an object, and the three lengths in which Sentry shows one."""

from __future__ import annotations

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.organizations import summary
from sandbox.sentry.teams import reference

_BRIEF = (
    "id",
    "slug",
    "name",
    "platform",
    "dateCreated",
    "isBookmarked",
    "isMember",
    "features",
    "firstEvent",
    "firstTransactionEvent",
    "access",
    "hasAccess",
    "isInternal",
    "isPublic",
    "avatar",
    "color",
    "status",
)


def new(account: Account, *, name: str, slug: str, team: Row, platform: str | None) -> Row:
    """Return a project with Sentry's defaults; it is not yet in the table."""
    identifier = account.next_id("project")
    return {
        "id": identifier,
        "slug": slug,
        "name": name,
        "platform": platform,
        "dateCreated": now(),
        **_FLAGS,
        **_SETTINGS,
        "options": dict(_OPTIONS),
        "securityToken": account.token("project", identifier),
        "_teams": [team["id"]],
    }


def brief(account: Account, project: Row) -> Row:
    """Return a project as the routes answer it that change its teams."""
    teams = [reference(account.row("team", one)) for one in project["_teams"]]
    team = teams[0] if teams else None
    return {**{key: project[key] for key in _BRIEF}, "teams": teams, "team": team}


def listed(account: Account, project: Row) -> Row:
    """Return a project as lists hold it."""
    return {**brief(account, project), "organization": summary(account)}


def full(account: Account, project: Row) -> Row:
    """Return a project with all its settings."""
    shown = {key: value for key, value in project.items() if not key.startswith("_")}
    return {**shown, **listed(account, project)}


_FLAGS = {
    "isBookmarked": False,
    "isMember": True,
    "features": ["alert-filters", "rate-limits", "similarity-view"],
    "firstEvent": None,
    "firstTransactionEvent": False,
    "access": ["project:read"],
    "hasAccess": True,
    "isInternal": False,
    "isPublic": False,
    "avatar": {"avatarType": "letter_avatar", "avatarUuid": None},
    "color": "#3f70bf",
    "status": "active",
}

_SETTINGS = {
    "digestsMinDelay": 300,
    "digestsMaxDelay": 1800,
    "subjectPrefix": "",
    "subjectTemplate": "$shortID - $title",
    "allowedDomains": ["*"],
    "resolveAge": 0,
    "dataScrubber": True,
    "dataScrubberDefaults": True,
    "safeFields": [],
    "sensitiveFields": [],
    "securityTokenHeader": None,
    "verifySSL": False,
    "scrubIPAddresses": False,
    "scrapeJavaScript": True,
    "groupingConfig": "newstyle:2023-01-11",
    "groupingEnhancements": "",
    "fingerprintingRules": "",
    "highlightTags": ["handled", "level"],
    "highlightContext": {},
}

_OPTIONS = {
    "filters:blacklisted_ips": "",
    "filters:releases": "",
    "filters:error_messages": "",
    "quotas:spike-protection-disabled": False,
}
