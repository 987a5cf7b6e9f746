"""What is known to its vendor by name: replaced without being lost, and set back after hands.

The plugins under test are the sandbox's; which inputs force a replacement, that a refreshed value
takes a default's place, and what is deleted first is theirs as published.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.location import default_directory
from sandbox.plugins.exchange import WAIT_FACTOR_VARIABLE
from tests.e2e.conftest import Project, project_of
from tests.forked.command import run

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    Calls = tuple[Callable[[Project], Any], Callable[[Project], Any]]

# Each runs the engine many times, and each run has a limit of its own.
pytestmark = pytest.mark.timeout(3600)

CONFIG = Path(__file__).parent / "every_resource.yaml"
# PagerDuty deletes nobody and nothing that is in use: such a replacement may fail, and is made up
# for by the next up.
IN_USE = {"EscalationPolicy", "Schedule", "Service", "Team", "User"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """The config in a project and a sandbox of its own, up.

    Its plugins wait a tenth of what is published: minutes, for each deletion that is refused.
    """
    del engine  # only that there is one
    files = {
        "alerts/all.yaml": CONFIG.read_text("utf-8"),
        "Pulumi.prod.yaml": "config: { aws:region: us-east-1 }\n",
    }
    root = tmp_path_factory.mktemp("identities") / "acme"
    with pytest.MonkeyPatch.context() as patch, project_of(root, files, forked=True) as project:
        patch.setenv(WAIT_FACTOR_VARIABLE, "0.1")
        made = project.operate("up", "prod")
        assert made["succeeded"], made["messages"]
        yield project


def resources(project: Project) -> list[dict[str, Any]]:
    (state,) = default_directory(project.root).glob("stacks/.pulumi/stacks/*/prod.json")
    found = json.loads(state.read_text("utf-8"))["checkpoint"]["latest"]["resources"]
    return [one for one in found if one.get("custom") and not one["type"].startswith("pulumi:")]


def replace(project: Project, *urns: str) -> subprocess.CompletedProcess[str]:
    """Replace resources, as `pulumi up --replace` does."""
    return run(
        "tests.e2e.replacing", *urns, folder=project.root, variables=project.variables, timeout=300
    )


def assert_stands(project: Project) -> None:
    """Everything is as the program says, for the engine and for the vendors."""
    assert project.operate("refresh", "prod")["changes"] == []
    assert project.operate("up", "prod")["changes"] == []


def composites(project: Project) -> dict[str, bool]:
    found = project.aws("cloudwatch").describe_alarms(AlarmTypes=["CompositeAlarm"])
    return {one["AlarmName"]: one["ActionsEnabled"] for one in found["CompositeAlarms"]}


@pytest.mark.parametrize("name", ["inner", "middle", "outer"])
def test_switching_a_composite_off_and_on_leaves_it_there(project: Project, name: str) -> None:
    everyone = {f"acme-prod-shop-{one}": True for one in ("inner", "middle", "outer")}
    on, off = f"{name}: {{ severity: high", f"{name}: {{ enabled: false, severity: high"

    project.edit("alerts/all.yaml", on, off)
    assert project.operate("up", "prod")["succeeded"]
    assert composites(project) == everyone | {f"acme-prod-shop-{name}": False}

    project.edit("alerts/all.yaml", off, on)
    assert project.operate("up", "prod")["succeeded"]
    assert composites(project) == everyone
    assert_stands(project)


def test_every_type_of_awss_can_be_replaced(project: Project) -> None:
    one_each = {one["type"]: one["urn"] for one in resources(project) if one["type"][:3] == "aws"}
    assert len(one_each) > 20

    done = replace(project, *one_each.values())

    assert done.returncode == 0, done.stdout + done.stderr
    assert_stands(project)


def test_every_type_of_pagerdutys_can_be_replaced_or_is_in_use(project: Project) -> None:
    found = [one for one in resources(project) if one["type"].startswith("pagerduty")]
    one_each = {one["type"].rpartition(":")[2]: one["urn"] for one in found}
    assert one_each.keys() > IN_USE

    done = replace(project, *(one_each[name] for name in one_each.keys() - IN_USE))

    assert done.returncode == 0, done.stdout + done.stderr
    for name in sorted(IN_USE):
        if replace(project, one_each[name]).returncode != 0:
            assert project.operate("up", "prod")["succeeded"], name
    assert_stands(project)


def function(project: Project) -> Any:
    return project.aws("lambda")


def health_check(project: Project) -> str:
    (check,) = project.aws("route53").list_health_checks()["HealthChecks"]
    return str(check["Id"])


def topic(project: Project) -> str:
    return str(project.aws("sns").list_topics()["Topics"][0]["TopicArn"])


def subscription(project: Project) -> str:
    found = project.aws("sns").list_subscriptions()["Subscriptions"]
    return str(next(one for one in found if one["Protocol"] == "http")["SubscriptionArn"])


def pagerduty(project: Project, path: str, key: str, body: dict[str, Any] | None = None) -> Any:
    """Ask PagerDuty for the one object of a list, or change it."""
    headers = {"Authorization": "Token token=sandbox"}
    (found,) = httpx.get(project.url("pagerduty") + path, headers=headers).json()[f"{key}s"]
    if body is not None:
        changed = {key: {**found, **body}}
        url = f"{project.url('pagerduty')}{path}/{found['id']}"
        assert httpx.put(url, headers=headers, json=changed).status_code == 200
    return found


def alarm(project: Project, name: str) -> bool:
    found = project.aws("cloudwatch").describe_alarms(
        AlarmNames=[f"acme-prod-shop-{name}"], AlarmTypes=["MetricAlarm", "CompositeAlarm"]
    )
    (one,) = found["MetricAlarms"] + found["CompositeAlarms"]
    return bool(one["ActionsEnabled"])


def schedule_with(project: Project, state: str) -> None:
    client = project.aws("scheduler")
    found = client.get_schedule(Name="acme-prod-digest-daily")
    kept = ("Name", "ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow")
    client.update_schedule(
        **{key: found[key] for key in (*kept, "Target", "Description")}, State=state
    )


def slack(project: Project) -> dict[str, Any]:
    (one,) = project.aws("chatbot").describe_slack_channel_configurations()[
        "SlackChannelConfigurations"
    ]
    return dict(one)


# By type and property: what a person does, and how it is looked at.
HANDS: dict[str, Calls] = {
    "MetricAlarm actionsEnabled": (
        lambda p: p.aws("cloudwatch").disable_alarm_actions(AlarmNames=["acme-prod-shop-slow"]),
        lambda p: alarm(p, "slow"),
    ),
    "CompositeAlarm actionsEnabled": (
        lambda p: p.aws("cloudwatch").disable_alarm_actions(AlarmNames=["acme-prod-shop-inner"]),
        lambda p: alarm(p, "inner"),
    ),
    "HealthCheck disabled": (
        lambda p: p.aws("route53").update_health_check(
            HealthCheckId=health_check(p), Disabled=True
        ),
        lambda p: (
            p.aws("route53")
            .get_health_check(HealthCheckId=health_check(p))["HealthCheck"]["HealthCheckConfig"]
            .get("Disabled", False)
        ),
    ),
    "TopicSubscription rawMessageDelivery": (
        lambda p: p.aws("sns").set_subscription_attributes(
            SubscriptionArn=subscription(p),
            AttributeName="RawMessageDelivery",
            AttributeValue="true",
        ),
        lambda p: (
            p.aws("sns")
            .get_subscription_attributes(SubscriptionArn=subscription(p))["Attributes"]
            .get("RawMessageDelivery", "false")
        ),
    ),
    "Topic signatureVersion": (
        lambda p: p.aws("sns").set_topic_attributes(
            TopicArn=topic(p), AttributeName="SignatureVersion", AttributeValue="2"
        ),
        lambda p: (
            p.aws("sns")
            .get_topic_attributes(TopicArn=topic(p))["Attributes"]
            .get("SignatureVersion", "1")
        ),
    ),
    "Function memorySize": (
        lambda p: function(p).update_function_configuration(
            FunctionName="acme-prod-digest-daily", MemorySize=512
        ),
        lambda p: function(p).get_function(FunctionName="acme-prod-digest-daily")["Configuration"][
            "MemorySize"
        ],
    ),
    "Function reservedConcurrentExecutions": (
        lambda p: function(p).put_function_concurrency(
            FunctionName="acme-prod-digest-daily", ReservedConcurrentExecutions=0
        ),
        lambda p: (
            function(p).get_function(FunctionName="acme-prod-digest-daily").get("Concurrency", {})
        ),
    ),
    "Schedule state": (
        lambda p: schedule_with(p, "DISABLED"),
        lambda p: p.aws("scheduler").get_schedule(Name="acme-prod-digest-daily")["State"],
    ),
    "Role maxSessionDuration": (
        lambda p: p.aws("iam").update_role(RoleName="acme-prod-slack", MaxSessionDuration=7200),
        lambda p: p.aws("iam").get_role(RoleName="acme-prod-slack")["Role"]["MaxSessionDuration"],
    ),
    "SlackChannelConfiguration loggingLevel": (
        lambda p: p.aws("chatbot").update_slack_channel_configuration(
            ChatConfigurationArn=slack(p)["ChatConfigurationArn"],
            SlackChannelId=slack(p)["SlackChannelId"],
            LoggingLevel="INFO",
            UserAuthorizationRequired=True,
        ),
        lambda p: (slack(p)["LoggingLevel"], slack(p)["UserAuthorizationRequired"]),
    ),
    "Service autoPauseNotificationsParameters": (
        lambda p: pagerduty(
            p,
            "/services",
            "service",
            {"auto_pause_notifications_parameters": {"enabled": True, "timeout": 120}},
        ),
        lambda p: pagerduty(
            p, "/services?include[]=auto_pause_notifications_parameters", "service"
        )["auto_pause_notifications_parameters"]["enabled"],
    ),
}


def test_what_hands_changed_is_set_back(project: Project) -> None:
    before = {name: look(project) for name, (_, look) in HANDS.items()}
    for change, _ in HANDS.values():
        change(project)
    changed = {name: look(project) for name, (_, look) in HANDS.items()}
    assert [name for name in HANDS if changed[name] == before[name]] == []

    assert project.operate("refresh", "prod", code=1)["succeeded"], "it says what differs"
    assert project.operate("up", "prod")["succeeded"]

    assert {name: look(project) for name, (_, look) in HANDS.items()} == before
