"""What stands in the accounts of one sandbox, asked as anybody would ask the vendors.

`LISTS` has a list for each type that can be listed by itself, `PARTS` those that go with what
they belong to. A plan with a type in neither is an error, so that nothing is left out silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping


@dataclass(frozen=True)
class Accounts:
    """The accounts of one sandbox.

    Attributes:
        urls: Address by account: aws, pagerduty, sentry.
        sentry_organization: Slug.
    """

    urls: Mapping[str, str]
    region: str
    sentry_organization: str

    def aws(self, service: str, operation: str, key: str, **arguments: Any) -> list[Any]:
        """Call an operation of AWS and return the list under a key of its answer."""
        client = boto3.client(
            service,
            endpoint_url=self.urls["aws"],
            region_name=self.region,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        return list(getattr(client, operation)(**arguments)[key])

    def pagerduty(self, path: str) -> list[Any]:
        """Return a list of PagerDuty's."""
        answer = httpx.get(
            f"{self.urls['pagerduty']}/{path}",
            params={"limit": 100},
            headers={"Authorization": "Token token=any"},
        )
        found: list[Any] = answer.raise_for_status().json()[self._key(path)]
        return found

    @staticmethod
    def _key(path: str) -> str:
        """A list is called like the last part of its path; that of Slack's has a longer name."""
        last = path.rsplit("/", 1)[-1]
        return "slack_connections" if last == "connections" else last

    def sentry(self, path: str) -> Any:
        """Return what Sentry has below the organization."""
        return self.sentry_at(f"organizations/{self.sentry_organization}/{path}")

    def sentry_at(self, path: str) -> Any:
        """Return what Sentry has at a path of its API."""
        answer = httpx.get(
            f"{self.urls['sentry']}/api/0/{path}/",
            params={"per_page": 100},
            headers={"Authorization": "Bearer any"},
        )
        return answer.raise_for_status().json()


def _aws(
    service: str, operation: str, key: str, name: str, **arguments: Any
) -> Callable[[Accounts], Iterable[str]]:
    return lambda accounts: [
        one[name] for one in accounts.aws(service, operation, key, **arguments)
    ]


def _pagerduty(path: str) -> Callable[[Accounts], Iterable[str]]:
    return lambda accounts: [one["summary"] for one in accounts.pagerduty(path)]


def _sentry(path: str, name: str) -> Callable[[Accounts], Iterable[str]]:
    return lambda accounts: [one[name] for one in accounts.sentry(path)]


def _service_tables(accounts: Accounts) -> Iterable[str]:
    """Yield the PagerDuty services that Sentry's integration knows."""
    for integration in accounts.sentry("integrations"):
        details = accounts.sentry(f"integrations/{integration['id']}")
        for row in (details.get("configData") or {}).get("service_table", ()):
            yield row["service"]


def _functions_logs(accounts: Accounts) -> Iterable[str]:
    """Yield the log groups of functions; the others are the application's."""
    groups = accounts.aws("logs", "describe_log_groups", "logGroups")
    return [one["logGroupName"] for one in groups if "/aws/lambda/" in one["logGroupName"]]


LISTS: Mapping[str, Callable[[Accounts], Iterable[str]]] = {
    "aws:amp/workspace:Workspace": _aws("amp", "list_workspaces", "workspaces", "alias"),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": _aws(
        "cloudwatch",
        "describe_alarms",
        "CompositeAlarms",
        "AlarmName",
        AlarmTypes=["CompositeAlarm"],
    ),
    "aws:cloudwatch/dashboard:Dashboard": _aws(
        "cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"
    ),
    "aws:cloudwatch/logGroup:LogGroup": _functions_logs,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": _aws(
        "logs", "describe_metric_filters", "metricFilters", "filterName"
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": _aws(
        "cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName", AlarmTypes=["MetricAlarm"]
    ),
    "aws:cloudwatch/queryDefinition:QueryDefinition": _aws(
        "logs", "describe_query_definitions", "queryDefinitions", "name"
    ),
    "aws:iam/role:Role": _aws("iam", "list_roles", "Roles", "RoleName"),
    "aws:route53/healthCheck:HealthCheck": _aws(
        "route53", "list_health_checks", "HealthChecks", "Id"
    ),
    "aws:lambda/function:Function": _aws("lambda", "list_functions", "Functions", "FunctionName"),
    "aws:scheduler/schedule:Schedule": _aws("scheduler", "list_schedules", "Schedules", "Name"),
    "aws:secretsmanager/secret:Secret": _aws(
        "secretsmanager", "list_secrets", "SecretList", "Name"
    ),
    "aws:sns/topic:Topic": _aws("sns", "list_topics", "Topics", "TopicArn"),
    "aws:sns/topicSubscription:TopicSubscription": _aws(
        "sns", "list_subscriptions", "Subscriptions", "Endpoint"
    ),
    "pagerduty:index/escalationPolicy:EscalationPolicy": _pagerduty("escalation_policies"),
    "pagerduty:index/schedule:Schedule": _pagerduty("schedules"),
    "pagerduty:index/service:Service": _pagerduty("services"),
    "pagerduty:index/team:Team": _pagerduty("teams"),
    "pagerduty:index/user:User": _pagerduty("users"),
    "sentry-alerting:index:Alert": _sentry("workflows", "name"),
    "sentry-alerting:index:CronMonitor": _sentry("detectors", "name"),
    "sentry-alerting:index:MetricMonitor": _sentry("detectors", "name"),
    "sentry-alerting:index:PagerDutyService": _service_tables,
    "sentry-alerting:index:UptimeMonitor": _sentry("detectors", "name"),
    "sentry:index/sentryProject:SentryProject": _sentry("projects", "slug"),
    "sentry:index/sentryTeam:SentryTeam": _sentry("teams", "slug"),
}

# Gone with a resource that is listed; Slack channels have no list in the emulated Chatbot, and a
# KMS key is listed until its waiting period is over.
PARTS = frozenset(
    {
        "aws:amp/alertManagerDefinition:AlertManagerDefinition",
        "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:kms/key:Key",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:secretsmanager/secretVersion:SecretVersion",
        "aws:sns/topicPolicy:TopicPolicy",
        "pagerduty:index/eventOrchestrationService:EventOrchestrationService",
        "pagerduty:index/serviceIntegration:ServiceIntegration",
        "pagerduty:index/slackConnection:SlackConnection",
        "pagerduty:index/teamMembership:TeamMembership",
        "pagerduty:index/userContactMethod:UserContactMethod",
        "pagerduty:index/userNotificationRule:UserNotificationRule",
        "sentry-alerting:index:ProjectOwnership",
        "sentry:index/sentryKey:SentryKey",
    }
)


def standing(accounts: Accounts, types: Collection[str]) -> dict[str, list[str]]:
    """Return the names of everything of some types that stands in the accounts."""
    wanted = {one for one in types if not one.startswith("setpoint:")} - PARTS
    unknown = wanted - set(LISTS)
    assert not unknown, f"tests/examples/accounts.py lists no {', '.join(sorted(unknown))}"
    return {one: sorted(LISTS[one](accounts)) for one in sorted(wanted)}
