"""Sentry's objects by what identifies them.

Sources: Sentry's public API reference (lists page by the `Link` header); ids for imports are
those of the providers' documentation ("Import" of each resource).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.recovery.errors import LookupFailedError
from setpoint.recovery.web import Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from setpoint.recovery.access import Access

    Inputs = Mapping[str, Any]
    Lookup = Callable[["Sentry", Inputs], Iterator[str]]

_PAGE = 100


class Sentry:
    """A Sentry server, for looking things up."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def items(self, path: str) -> Iterator[dict[str, Any]]:
        """Yield the items of a list, page after page; nothing where the path leads nowhere."""
        token = self._access.sentry_token
        if not token:
            raise LookupFailedError("Sentry can't be asked: sentry-alerting:token is not set")
        web = Web("Sentry", self._access.sentry_url, {"Authorization": f"Bearer {token}"})
        query: dict[str, Any] = {"per_page": _PAGE}
        while True:
            answer = web.get(path, **query)
            found = answer.json()
            yield from found if isinstance(found, list) else ()
            following = answer.links.get("next", {})
            if following.get("results") != "true":
                return
            query["cursor"] = following["cursor"]

    def project_ids(self, organization: str, slug: str) -> Iterator[str]:
        """Yield the id of a project."""
        for one in self.items(f"organizations/{organization}/projects/"):
            if slug in {one["slug"], str(one["id"])}:
                yield str(one["id"])


def _by_slug(path: str) -> Lookup:
    def find(account: Sentry, inputs: Inputs) -> Iterator[str]:
        organization = inputs["organization"]
        wanted = inputs.get("slug")
        for one in account.items(f"organizations/{organization}/{path}/"):
            if wanted == one["slug"] or (not wanted and one["name"] == inputs["name"]):
                yield f"{organization}/{one['slug']}"

    return find


def _key(account: Sentry, inputs: Inputs) -> Iterator[str]:
    project = f"{inputs['organization']}/{inputs['project']}"
    for one in account.items(f"projects/{project}/keys/"):
        if inputs["name"] in {one.get("name"), one.get("label")}:
            yield f"{project}/{one['id']}"


def _monitor(kind: str) -> Lookup:
    def find(account: Sentry, inputs: Inputs) -> Iterator[str]:
        organization = inputs["organization"]
        projects = set(account.project_ids(organization, str(inputs["project"])))
        for one in account.items(f"organizations/{organization}/detectors/"):
            same = one.get("type") == kind and one.get("name") == inputs["name"]
            if same and str(one.get("projectId")) in projects:
                yield f"{organization}/{one['id']}"

    return find


def _alert(account: Sentry, inputs: Inputs) -> Iterator[str]:
    organization = inputs["organization"]
    for one in account.items(f"organizations/{organization}/workflows/"):
        if one.get("name") == inputs["name"]:
            yield f"{organization}/{one['id']}"


def _pagerduty_service(account: Sentry, inputs: Inputs) -> Iterator[str]:
    organization, integration = inputs["organization"], str(inputs["integrationId"])
    for one in account.items(f"organizations/{organization}/integrations/"):
        if str(one["id"]) != integration:
            continue
        for row in (one.get("configData") or {}).get("service_table") or ():
            if row.get("service") == inputs["serviceName"]:
                yield f"{organization}/{integration}/{row['id']}"


def _ownership(_account: Sentry, inputs: Inputs) -> Iterator[str]:
    yield f"{inputs['organization']}/{inputs['project']}"


def _issue_rule(account: Sentry, inputs: Inputs) -> Iterator[str]:
    project = f"{inputs['organization']}/{inputs['project']}"
    for one in account.items(f"projects/{project}/rules/"):
        if one.get("name") == inputs["name"]:
            yield f"{project}/{one['id']}"


def _metric_rule(account: Sentry, inputs: Inputs) -> Iterator[str]:
    organization, project = inputs["organization"], inputs["project"]
    for one in account.items(f"organizations/{organization}/alert-rules/"):
        if one.get("name") == inputs["name"] and project in (one.get("projects") or ()):
            yield f"{organization}/{project}/{one['id']}"


LOOKUPS: Mapping[str, Lookup] = {
    "sentry-alerting:index:Alert": _alert,
    "sentry-alerting:index:CronMonitor": _monitor("monitor_check_in_failure"),
    "sentry-alerting:index:MetricMonitor": _monitor("metric_issue"),
    "sentry-alerting:index:PagerDutyService": _pagerduty_service,
    "sentry-alerting:index:ProjectOwnership": _ownership,
    "sentry-alerting:index:UptimeMonitor": _monitor("uptime_domain_failure"),
    "sentry:index/sentryIssueAlert:SentryIssueAlert": _issue_rule,
    "sentry:index/sentryKey:SentryKey": _key,
    "sentry:index/sentryMetricAlert:SentryMetricAlert": _metric_rule,
    "sentry:index/sentryProject:SentryProject": _by_slug("projects"),
    "sentry:index/sentryTeam:SentryTeam": _by_slug("teams"),
}
