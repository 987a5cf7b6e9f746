from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_aws as aws
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from sandbox.serving import served
from tests.sandbox.plugins.aws.program import Values, everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.providers.stack import EngineStack
    from tests.sandbox.aws.accounts import Account


@pytest.fixture
def values() -> Iterator[Values]:
    """Values whose endpoint answers, as SNS wants it to."""

    async def accept(_: Any) -> Response:
        return Response(status_code=202)

    app = Starlette(routes=[Route("/{path:path}", accept, methods=["POST"])])
    with served(app) as url:
        yield Values(endpoint=f"{url}/enqueue")


def test_every_type_from_create_to_destroy(
    make_stack: Callable[..., EngineStack], account: Account, values: Values
) -> None:
    stack = make_stack()
    created = stack.up(lambda: everything(values))
    assert created.ok, created.text
    assert set(created.changes) == {"create"}
    state = {r["urn"].split("::", 2)[2]: r for r in stack.state().values()}
    assert len(state) > 10

    again = stack.preview(lambda: everything(values))
    assert set(again.changes) == {"same"}, again.text

    refreshed = stack.refresh(lambda: everything(values))
    assert set(refreshed.changes) == {"same"}, refreshed.text
    after = stack.preview(lambda: everything(values))
    assert set(after.changes) == {"same"}, after.text

    values.threshold = 90
    updated = stack.up(lambda: everything(values))
    assert updated.changes["update"] == 2, updated.text  # the alarm and the rules
    assert set(updated.changes) == {"same", "update"}

    values.key = "two"
    renewed = stack.up(lambda: everything(values))
    assert renewed.ok, renewed.text
    assert "key-two" not in renewed.text
    secrets = account.client("secretsmanager")
    assert secrets.get_secret_value(SecretId="shop")["SecretString"] == "key-two"

    values.tags = {"team": "shop", "tier": "1"}
    tagged = stack.up(lambda: everything(values))
    assert tagged.ok, tagged.text
    assert "replace" not in tagged.changes
    cloudwatch = account.client("cloudwatch")
    arn = cloudwatch.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]["AlarmArn"]
    tags = {
        t["Key"]: t["Value"] for t in cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]
    }
    assert tags == {"team": "shop", "tier": "1", "environment": "test"}
    assert set(stack.preview(lambda: everything(values)).changes) == {"same"}

    values.code = "def handler(event, context): return 1"
    before = account.client("lambda").get_function(FunctionName="report")["Configuration"]
    rewritten = stack.up(lambda: everything(values))
    assert rewritten.changes["update"] == 1, rewritten.text
    after = account.client("lambda").get_function(FunctionName="report")["Configuration"]
    assert before["CodeSha256"] != after["CodeSha256"]

    values.rule, values.with_errors = "ALARM(cpu)", False
    removed = stack.up(lambda: everything(values))
    assert removed.ok, removed.text
    assert removed.changes["delete"] == 1

    destroyed = stack.destroy()
    assert destroyed.ok, destroyed.text
    assert cloudwatch.describe_alarms()["MetricAlarms"] == []
    assert account.client("sns").list_topics()["Topics"] == []
    assert account.client("iam").list_roles()["Roles"] == []
    assert account.client("amp").list_workspaces()["workspaces"] == []
    assert secrets.list_secrets()["SecretList"] == []
    assert account.client("scheduler").list_schedules()["Schedules"] == []


def alarm(name: str = "cpu", **changes: Any) -> aws.cloudwatch.MetricAlarm:
    options = changes.pop("opts", None)
    inputs = {
        "name": name,
        "comparison_operator": "GreaterThanThreshold",
        "evaluation_periods": 1,
        "metric_name": "Errors",
        "namespace": "Shop",
        "period": 60,
        "statistic": "Sum",
        "threshold": 1,
    }
    return aws.cloudwatch.MetricAlarm(name, opts=options, **(inputs | changes))


def test_a_refresh_sees_drift_and_the_next_up_mends_it(
    make_stack: Callable[..., EngineStack], account: Account
) -> None:
    stack = make_stack()
    assert stack.up(lambda: (alarm("cpu"), alarm("gone"))).ok
    cloudwatch = account.client("cloudwatch")
    found = cloudwatch.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]
    keys = ("AlarmName", "MetricName", "Namespace", "Period", "Statistic", "ComparisonOperator")
    kept = {key: found[key] for key in keys}
    cloudwatch.put_metric_alarm(**kept, EvaluationPeriods=5, Threshold=1, AlarmDescription="hand")
    cloudwatch.delete_alarms(AlarmNames=["gone"])
    refreshed = stack.refresh()
    assert refreshed.changes["update"] == 1, refreshed.text
    assert refreshed.changes["delete"] == 1
    mended = stack.up(lambda: (alarm("cpu"), alarm("gone")))
    assert mended.changes["update"] == 1
    assert mended.changes["create"] == 1
    again = cloudwatch.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]
    assert again["EvaluationPeriods"] == 1
    assert "AlarmDescription" not in again


def test_existing_resources_are_imported_by_id(
    make_stack: Callable[..., EngineStack], account: Account
) -> None:
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    transformation = {"metricName": "E", "metricNamespace": "Shop", "metricValue": "1"}
    logs.put_metric_filter(
        logGroupName="/app",
        filterName="errors",
        filterPattern="ERROR",
        metricTransformations=[transformation | {"unit": "None"}],
    )
    query = logs.put_query_definition(name="slow", queryString="fields @message")
    number = query["queryDefinitionId"]

    def program() -> None:
        aws.cloudwatch.LogGroup("app", name="/app", opts=pulumi.ResourceOptions(import_="/app"))
        aws.cloudwatch.LogMetricFilter(
            "errors",
            name="errors",
            log_group_name="/app",
            pattern="ERROR",
            metric_transformation={"name": "E", "namespace": "Shop", "value": "1"},
            opts=pulumi.ResourceOptions(import_="/app:errors"),
        )
        aws.cloudwatch.QueryDefinition(
            "slow",
            name="slow",
            query_string="fields @message",
            opts=pulumi.ResourceOptions(
                import_=f"arn:aws:logs:us-east-1:123456789012:query-definition:{number}"
            ),
        )

    stack = make_stack(defaultTags=json.dumps({}))
    imported = stack.up(program)
    assert imported.ok, imported.text
    assert imported.changes["import"] == 3
    assert set(stack.preview(program).changes) == {"same"}


def dashboard(name: str, body: str) -> None:
    aws.cloudwatch.Dashboard("d", dashboard_name=name, dashboard_body=body)


def test_json_is_compared_by_meaning_and_a_new_name_replaces(
    make_stack: Callable[..., EngineStack], account: Account
) -> None:
    stack = make_stack()
    assert stack.up(lambda: dashboard("a", '{"widgets":[]}')).ok
    same = stack.up(lambda: dashboard("a", '{"widgets": []}'))
    assert set(same.changes) == {"same"}, same.text
    renamed = stack.up(lambda: dashboard("b", '{"widgets":[]}'))
    assert renamed.changes["replace"] == 1
    names = account.client("cloudwatch").list_dashboards()["DashboardEntries"]
    assert [entry["DashboardName"] for entry in names] == ["b"]


def test_a_name_is_invented_once(make_stack: Callable[..., EngineStack]) -> None:
    def program() -> None:
        pulumi.export("name", aws.sns.Topic("pages").name)

    stack = make_stack()
    first = stack.up(program)
    assert first.outputs["name"].startswith("pages-")
    assert len(first.outputs["name"]) == len("pages-1234567")
    second = stack.up(program)
    assert second.outputs == first.outputs
    assert set(second.changes) == {"same"}


def test_bad_inputs_are_refused_by_the_plugin_or_by_aws(
    make_stack: Callable[..., EngineStack], account: Account
) -> None:
    stack = make_stack()
    by_plugin = stack.up(lambda: alarm(treat_missing_data="bogus"))
    by_aws = stack.up(lambda: alarm(datapoints_to_alarm=2))
    assert not by_plugin.ok
    assert "expected treat_missing_data to be one of" in by_plugin.text
    assert not by_aws.ok
    assert "creating CloudWatch Metric Alarm (cpu): operation error CloudWatch" in by_aws.text
    assert "api error ValidationError: DatapointsToAlarm must be less" in by_aws.text
    assert account.client("cloudwatch").describe_alarms()["MetricAlarms"] == []


def test_an_endpoint_beyond_loopback_is_refused(make_stack: Callable[..., EngineStack]) -> None:
    endpoints = json.dumps([{"sts": "https://sts.amazonaws.com"}])
    run = make_stack(endpoints=endpoints).preview(alarm)
    assert not run.ok
    assert "The endpoint of sts must be on a loopback address" in run.text


def test_an_unknown_type_is_a_clear_error(make_stack: Callable[..., EngineStack]) -> None:
    run = make_stack().preview(lambda: aws.sqs.Queue("q"))
    assert not run.ok
    assert "aws:sqs/queue:Queue" in run.text


def test_it_tells_whose_account_it_is(make_stack: Callable[..., EngineStack]) -> None:
    def program() -> None:
        pulumi.export("account", aws.get_caller_identity().account_id)

    assert make_stack().up(program).outputs == {"account": "123456789012"}


def test_a_resource_can_live_in_another_region(
    make_stack: Callable[..., EngineStack], account: Account
) -> None:
    stack = make_stack()
    assert stack.up(lambda: aws.sns.Topic("far", name="far", region="eu-west-1")).ok
    assert account.client("sns").list_topics()["Topics"] == []
    far = account.client("sns", "eu-west-1").list_topics()["Topics"]
    assert far == [{"TopicArn": "arn:aws:sns:eu-west-1:123456789012:far"}]
    assert set(stack.preview(stack.program).changes) == {"same"}


@pytest.mark.parametrize("status", [429, 503])
def test_failures_of_the_api_delay_and_lose_nothing(
    make_stack: Callable[..., EngineStack], account: Account, status: int
) -> None:
    import httpx  # noqa: PLC0415

    fault = {"kind": "status", "status": status, "times": 3, "method": "POST"}
    httpx.post(f"{account.url}/_sandbox/faults", json=fault)
    run = make_stack().up(lambda: aws.sns.Topic("t", name="t"))
    assert run.ok, run.text
    assert len(account.client("sns").list_topics()["Topics"]) == 1
