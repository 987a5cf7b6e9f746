"""Functions that find what already exists in an organization, by the names that people know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import InvokeError
from providers.sentry_alerting.declare import (
    Flag,
    FunctionDeclaration,
    Many,
    Property,
    Record,
    Text,
)
from providers.sentry_alerting.lookup import Lookup, only
from providers.sentry_alerting.monitor import ORGANIZATION
from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError
from providers.sentry_alerting.wire import text, without_nulls

if TYPE_CHECKING:
    from providers.plugin import Props

_ID = Property("id", Text(), "Its id in the organization.", required=True)
_NAME = Property("name", Text(), "Its name.", required=True)
_SLUG = Property("slug", Text(), "Its slug.", required=True)
PROVIDERS = (
    *("slack", "pagerduty", "github", "github_enterprise", "msteams", "discord", "opsgenie"),
    *("jira", "jira_server", "vsts"),
)


class GetIntegration(Lookup):
    """An integration by provider and name."""

    declaration = FunctionDeclaration(
        name="getIntegration",
        doc="An installed integration, by its provider and name.",
        inputs=Record(
            "GetIntegration",
            "",
            (
                ORGANIZATION,
                Property("provider", Text(PROVIDERS), "What it integrates.", required=True),
                Property("name", Text(), "Its name; the only one of the provider if left out."),
            ),
        ),
        outputs=Record("GetIntegrationResult", "", (_ID, _NAME)),
        example='get_integration(organization="acme", provider="slack", name="Acme Slack")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List the provider's integrations."""
        path = f"organizations/{organization}/integrations/"
        listed = self.account.client.items(path, {"provider_key": args["provider"]})
        found = [one for one in listed if args.get("name") in (None, one["name"])]
        what = f"{args['provider']} integration"
        one = only(found, "name", what, organization, str(args.get("name", "")))
        return {"id": str(one["id"]), "name": one["name"]}


class GetTeam(Lookup):
    """A team by slug."""

    declaration = FunctionDeclaration(
        name="getTeam",
        doc="A team, by its slug.",
        inputs=Record("GetTeam", "", (ORGANIZATION, _SLUG)),
        outputs=Record(
            "GetTeamResult",
            "",
            (
                _ID,
                _SLUG,
                _NAME,
                Property("owner", Text(), "`team:ID`, for an owner.", required=True),
            ),
        ),
        example='get_team(organization="acme", slug="platform")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """Ask for the team."""
        found = _one(self, f"teams/{organization}/{args['slug']}/", "slug", args["slug"], "team")
        identifier = str(found["id"])
        return {
            "id": identifier,
            "slug": found["slug"],
            "name": found["name"],
            "owner": f"team:{identifier}",
        }


class GetMember(Lookup):
    """A member by e-mail address."""

    declaration = FunctionDeclaration(
        name="getMember",
        doc="A member of the organization, by e-mail address.",
        inputs=Record(
            "GetMember",
            "",
            (ORGANIZATION, Property("email", Text(), "The member's address.", required=True)),
        ),
        outputs=Record(
            "GetMemberResult",
            "",
            (
                Property("memberId", Text(), "The id of the membership.", required=True),
                Property(
                    "userId", Text(), "The id of the user, for targets of actions.", required=True
                ),
                _NAME,
                Property("owner", Text(), "`user:ID`, for an owner.", required=True),
            ),
        ),
        example='get_member(organization="acme", email="ana@example.com")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List the members."""
        wanted = args["email"].lower()
        listed = self.account.client.items(f"organizations/{organization}/members/")
        found = [one for one in listed if str(one.get("email")).lower() == wanted]
        one = only(found, "email", "member", organization, args["email"])
        user = text((one.get("user") or {}).get("id"))
        if user is None:
            raise InvokeError(
                "email", f"{args['email']} has not accepted the invitation to {organization} yet"
            )
        return {
            "memberId": str(one["id"]),
            "userId": user,
            "name": one.get("name") or args["email"],
            "owner": f"user:{user}",
        }


class GetProject(Lookup):
    """A project by slug."""

    declaration = FunctionDeclaration(
        name="getProject",
        doc="A project, by its slug.",
        inputs=Record("GetProject", "", (ORGANIZATION, _SLUG)),
        outputs=Record(
            "GetProjectResult",
            "",
            (_ID, _SLUG, _NAME, Property("platform", Text(), "The project's platform.")),
        ),
        example='get_project(organization="acme", slug="shop-api")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """Ask for the project."""
        path = f"projects/{organization}/{args['slug']}/"
        found = _one(self, path, "slug", args["slug"], "project")
        return without_nulls(
            {
                "id": str(found["id"]),
                "slug": found["slug"],
                "name": found["name"],
                "platform": found.get("platform"),
            }
        )


class GetAlert(Lookup):
    """An alert by name."""

    declaration = FunctionDeclaration(
        name="getAlert",
        doc="An existing alert, by its name.",
        inputs=Record("GetAlert", "", (ORGANIZATION, _NAME)),
        outputs=Record(
            "GetAlertResult",
            "",
            (
                _ID,
                _NAME,
                Property("enabled", Flag(), "Whether it acts.", required=True),
                Property("detectorIds", Many(Text()), "The ids of its monitors.", required=True),
            ),
        ),
        example='get_alert(organization="acme", name="Checkout errors page")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List the alerts."""
        listed = self.account.client.items(f"organizations/{organization}/workflows/")
        found = [one for one in listed if one.get("name") == args["name"]]
        one = only(found, "name", "alert", organization, args["name"])
        return {
            "id": str(one["id"]),
            "name": one["name"],
            "enabled": bool(one.get("enabled", True)),
            "detectorIds": [str(detector) for detector in one.get("detectorIds") or []],
        }


class GetSentryApp(Lookup):
    """An installed Sentry app by slug."""

    declaration = FunctionDeclaration(
        name="getSentryApp",
        doc="An installed Sentry app, by its slug.",
        inputs=Record("GetSentryApp", "", (ORGANIZATION, _SLUG)),
        outputs=Record(
            "GetSentryAppResult",
            "",
            (
                Property("id", Text(), "The app's id, for a SentryAppAction.", required=True),
                _SLUG,
                Property("installationId", Text(), "The installation's id.", required=True),
            ),
        ),
        example='get_sentry_app(organization="acme", slug="rootly")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List the installations."""
        path = f"organizations/{organization}/sentry-app-installations/"
        listed = self.account.client.items(path)
        found = [one for one in listed if one["app"]["slug"] == args["slug"]]
        one = only(found, "slug", "installed Sentry app", organization, args["slug"])
        return {
            "id": str(one["app"]["sentryAppId"]),
            "slug": args["slug"],
            "installationId": one["uuid"],
        }


def _one(lookup: Lookup, path: str, argument: str, name: str, what: str) -> Any:
    try:
        return lookup.account.client.get(path)
    except RefusedError as error:
        if error.status != NOT_FOUND:
            raise
        raise InvokeError(
            argument, f"there is no {what} {name!r} that the token can see"
        ) from error
