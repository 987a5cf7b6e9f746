"""A project as an object, and how Sentry shows one."""

from __future__ import annotations

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.organizations import summary
from sandbox.sentry.teams import reference


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


def full(account: Account, project: Row) -> Row:
    """Return a project with all its settings."""
    shown = {key: value for key, value in project.items() if not key.startswith("_")}
    teams = [reference(account.row("team", one)) for one in project["_teams"]]
    team = teams[0] if teams else None
    return {**shown, "teams": teams, "team": team, "organization": summary(account)}


_PRODUCTS = (
    "hasFeedbacks",
    "hasFlags",
    "hasInsightsAgentMonitoring",
    "hasInsightsAppStart",
    "hasInsightsAssets",
    "hasInsightsCaches",
    "hasInsightsDb",
    "hasInsightsHttp",
    "hasInsightsMCP",
    "hasInsightsQueues",
    "hasInsightsScreenLoad",
    "hasInsightsVitals",
    "hasLogs",
    "hasMinifiedStackTrace",
    "hasMonitors",
    "hasNewFeedbacks",
    "hasProfiles",
    "hasReplays",
    "hasSessions",
    "hasTraceMetrics",
    "hasUserReports",
)
"""Whether a project ever sent such data; here none does."""

_FLAGS = {
    **dict.fromkeys(_PRODUCTS, False),
    "isBookmarked": False,
    "isMember": True,
    "features": ["alert-filters", "rate-limits"],
    "firstEvent": None,
    "firstTransactionEvent": False,
    "access": ["project:read"],
    "hasAccess": True,
    "isInternal": False,
    "isPublic": False,
    "avatar": {"avatarType": "letter_avatar", "avatarUuid": None},
    "color": "#3f70bf",
    "environments": [],
    "platforms": [],
    "latestRelease": None,
    "processingIssues": 0,
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
    "highlightPreset": {"tags": [], "context": {}},
    "defaultEnvironment": None,
    "derivedGroupingEnhancements": "",
    "secondaryGroupingConfig": None,
    "secondaryGroupingExpiry": 0,
    "storeCrashReports": None,
    "relayPiiConfig": None,
    "builtinSymbolSources": [],
    "symbolSources": "[]",
    "debugFilesRole": None,
    "dynamicSamplingBiases": [],
    "isDynamicallySampled": False,
    "enableAutoReleaseCreation": False,
    "scmSourceContextEnabled": False,
    "autofixAutomationTuning": "off",
    "seerScannerAutomation": False,
    "seerNightshiftTweaks": None,
    "tempestFetchScreenshots": False,
}

_OPTIONS = {
    "filters:blacklisted_ips": "",
    "filters:releases": "",
    "filters:error_messages": "",
    "quotas:spike-protection-disabled": False,
}
