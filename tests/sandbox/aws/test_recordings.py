"""Terraform's AWS provider: the emulator answers what it asks, the stand-in asks the same.

The stand-in's inputs are what it reads back of an object that a recorded request has made; of what
it would send to make one, the first request is compared. A function's code can't be read back.
"""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.plugins.aws.clients import Aws
from sandbox.plugins.aws.plugin import AwsPlugin
from sandbox.settings import AWS_SERVICES
from tests.sandbox.aws.recorded import STACKS, Replay, requests

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sandbox.aws.accounts import Account


@pytest.mark.parametrize("stack", STACKS)
def test_recorded_requests_are_answered_as_they_were(
    shared_dir: Path, account: Account, stack: str
) -> None:
    rows = requests(shared_dir)[stack]
    replay = Replay(account, rows)
    for number, row in enumerate(rows):
        answer = replay.send(row)
        told = (number, row["operation"], row["path"], row.get("body"), answer.text)
        assert answer.status_code == row["status"], told


# How a created object is named to the stand-in, by what created it.
_NAMED: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "put_metric_alarm": ("aws:cloudwatch/metricAlarm:MetricAlarm", itemgetter("AlarmName")),
    "put_composite_alarm": (
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        itemgetter("AlarmName"),
    ),
    "put_dashboard": ("aws:cloudwatch/dashboard:Dashboard", itemgetter("DashboardName")),
    "put_metric_filter": (
        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        "{logGroupName}:{filterName}".format_map,
    ),
    "put_query_definition": (
        "aws:cloudwatch/queryDefinition:QueryDefinition",
        itemgetter("queryDefinitionId"),
    ),
    "create_log_group": ("aws:cloudwatch/logGroup:LogGroup", itemgetter("logGroupName")),
    "create_topic": ("aws:sns/topic:Topic", itemgetter("TopicArn")),
    "create_role": ("aws:iam/role:Role", itemgetter("RoleName")),
    "create_key": ("aws:kms/key:Key", lambda said: said["KeyMetadata"]["KeyId"]),
    "create_secret": ("aws:secretsmanager/secret:Secret", itemgetter("ARN")),
    "create_health_check": (
        "aws:route53/healthCheck:HealthCheck",
        lambda said: said["HealthCheck"]["Id"],
    ),
    "create_schedule": ("aws:scheduler/schedule:Schedule", "default/{Name}".format_map),
    "create_workspace": ("aws:amp/workspace:Workspace", itemgetter("workspaceId")),
    "create_rule_groups_namespace": (
        "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        itemgetter("arn"),
    ),
    "create_alert_manager_definition": (
        "aws:amp/alertManagerDefinition:AlertManagerDefinition",
        itemgetter("workspaceId"),
    ),
    "create_slack_channel_configuration": (
        "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
        lambda said: said["ChannelConfiguration"]["ChatConfigurationArn"],
    ),
}
# What each client makes up for itself, and what can't be read back.
_OWN = {"clientToken", "ClientToken", "ClientRequestToken", "CallerReference", "Code"}
# What the account fills in: read back, it looks as if the program had said it.
_FILLED_IN = {
    "create_log_group": {"logGroupClass"},
    "create_schedule": {"GroupName"},
    "put_metric_filter": {"applyOnTransformedLogs"},
}


class _SentError(Exception):
    """The first call of a create."""


class _Listening(Aws):
    """Sends nothing."""

    def call(self, service: str, method: str, **params: Any) -> dict[str, Any]:
        del service
        raise _SentError(method, {key: value for key, value in params.items() if value is not None})


@pytest.mark.parametrize("stack", STACKS)
def test_the_stand_in_creates_with_the_same_parameters(
    shared_dir: Path, account: Account, stack: str
) -> None:
    rows = requests(shared_dir)[stack]
    replay = Replay(account, rows)
    plugin = AwsPlugin()
    plugin.configure(
        {
            "region": replay.region,
            "endpoints": [dict.fromkeys(AWS_SERVICES, account.url)],
            "skipCredentialsValidation": True,
            "skipRequestingAccountId": True,
        }
    )
    compared = set()
    types = {one.token: one for one in plugin.resources}
    for row in rows:
        answer = replay.send(row)
        if row["method"] in ("GET", "DELETE"):
            continue
        method, asked, said = replay.understood(row, answer)
        if method not in _NAMED or not answer.is_success:
            continue
        token, named = _NAMED[method]
        resource = types[token]
        read = resource.read(id=named({**asked, **said}), inputs={}, state={})
        assert read is not None
        kept = {"tagsAll", *resource.all_fields} & set(read.outputs)
        inputs = {**{key: read.outputs[key] for key in kept}, **read.inputs}
        with pytest.raises(_SentError) as sent:
            resource.start(_Listening(plugin.account._clients, replay.region), inputs)
        used, given = sent.value.args
        assert used == method
        untold = _OWN | _FILLED_IN.get(method, set())
        assert _unordered(given, untold) == _unordered(asked, untold), method
        compared.add(method)
    assert compared > {"create_topic", "create_slack_channel_configuration"}


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _unordered(value: Any, untold: frozenset[str] | set[str] = frozenset()) -> Any:
    """Return a value with lists in one order and JSON read: what clients write as they like."""
    if isinstance(value, dict):
        return {key: _unordered(one) for key, one in value.items() if key not in untold}
    if isinstance(value, list):
        return sorted(map(_unordered, value), key=_written)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, str) and value.startswith("{"):
        with suppress(ValueError):
            return _unordered(json.loads(value))
    return value
