"""Log filters, health checks and composites, each with the alarms that belong to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.automation.plan import render_plan
from tests.components import samples

if TYPE_CHECKING:
    import pytest

    from tests.components.conftest import Render


def test_a_log_filter_publishes_what_its_alarm_watches(render: Render) -> None:
    plan = render(samples.catalog(samples.alert("log-errors", samples.log_metric())))

    assert plan.inputs("LogMetricFilter", "api/log-errors") == {
        "name": "acme-prod-api-log-errors",
        "logGroupName": "/acme/prod/api",
        "pattern": "ERROR",
        "applyOnTransformedLogs": False,
        "metricTransformation": {
            "namespace": "Acme/Logs",
            "name": "Errors",
            "value": "1",
            "defaultValue": "0",
            "unit": "Count",
        },
    }
    assert plan.one("MetricAlarm", "api/log-errors")


def test_a_log_filter_with_dimensions_has_no_default(render: Render) -> None:
    signal = samples.log_metric(default_value=None, dimensions={"Path": "$.path"})

    plan = render(samples.catalog(samples.alert("log", signal)))

    transformation = plan.inputs("LogMetricFilter", "api/log")["metricTransformation"]
    assert transformation["dimensions"] == {"Path": "$.path"}
    assert "defaultValue" not in transformation


def test_a_health_check_and_the_alarm_on_its_status(render: Render) -> None:
    plan = render(samples.catalog(samples.alert("down", samples.health_check())))

    check = plan.inputs("HealthCheck", "api/down")
    assert check["type"] == "HTTPS_STR_MATCH"
    assert check["fqdn"] == "api.acme.test"
    assert check["resourcePath"] == "/health"
    assert check["searchString"] == "ok"
    assert check["enableSni"] is True
    assert check["tags"]["Name"] == "acme-prod-api-down"
    alarm = plan.inputs("MetricAlarm", "api/down")
    assert alarm["dimensions"] == {"HealthCheckId": "${HealthCheck api/down}"}
    assert "region" not in alarm, "the stack is in us-east-1 itself"


def test_a_tcp_check_has_neither_path_nor_sni(render: Render) -> None:
    signal = samples.health_check(type="TCP", port=5432, search_string=None)

    check = render(samples.catalog(samples.alert("down", signal))).inputs("HealthCheck", "api/down")

    assert {"resourcePath", "enableSni", "searchString"}.isdisjoint(check)


def test_an_alarm_of_another_region_notifies_topics_there(render: Render) -> None:
    cpu = replace(samples.alert("cpu", samples.metric_alarm(), topics=("high",)), region=None)
    log = replace(samples.alert("log", samples.log_metric()), region="eu-central-1")
    whole = samples.alert("either", samples.composite("TRUE"))
    alerts = (samples.alert("down", samples.health_check()), cpu, log, whole)
    topics = {
        "critical": samples.topic("critical", samples.EMAIL, regions=("us-east-1", "eu-central-1")),
        "high": samples.topic("high", samples.EMAIL, regions=("eu-west-1",)),
    }

    plan = render(samples.catalog(*alerts, region="eu-west-1", topics=topics))

    for kind, name in (("MetricAlarm", "api/down"), ("CompositeAlarm", "api/either")):
        alarm = plan.inputs(kind, name)
        assert alarm["region"] == "us-east-1"
        assert alarm["alarmActions"] == ["arn:aws:sns:us-east-1:${account}:acme-prod-critical"]
        assert alarm["okActions"] == alarm["alarmActions"]
    assert plan.inputs("LogMetricFilter", "api/log")["region"] == "eu-central-1"
    third = plan.inputs("MetricAlarm", "api/log")["alarmActions"]
    assert third == ["arn:aws:sns:eu-central-1:${account}:acme-prod-critical"]
    assert plan.inputs("Topic", "critical@us-east-1")["region"] == "us-east-1"
    assert plan.inputs("TopicSubscription", "critical@us-east-1/email-1")["region"] == "us-east-1"
    assert len(plan.of("Topic")) == 3, "each where it is needed"
    near = plan.inputs("MetricAlarm", "api/cpu")
    assert "region" not in near
    assert near["alarmActions"] == ["arn:aws:sns:eu-west-1:${account}:acme-prod-high"]


def test_only_the_composite_acts_not_its_children(render: Render) -> None:
    signal = samples.composite(
        "ALARM(a) OR ALARM(b)",
        {"a": samples.metric_alarm("a"), "b": samples.log_metric()},
    )

    plan = render(samples.catalog(samples.alert("either", signal)))

    composite = plan.inputs("CompositeAlarm", "api/either")
    assert composite["alarmRule"] == "ALARM(a) OR ALARM(b)"
    assert composite["okActions"] == composite["alarmActions"]
    for child in ("api/either/a", "api/either/b"):
        assert "alarmActions" not in plan.inputs("MetricAlarm", child)
        assert "okActions" not in plan.inputs("MetricAlarm", child)
    assert plan.one("LogMetricFilter", "api/either/b")


def test_a_suppressor_comes_with_both_periods(render: Render) -> None:
    signal = samples.composite(
        "ALARM(acme-prod-api-cpu)",
        depends_on=("api/cpu",),
        suppressor="acme-prod-api-cpu",
        suppressor_wait_period=120,
        suppressor_extension_period=180,
    )
    cpu = samples.alert("cpu", samples.metric_alarm())

    plan = render(samples.catalog(samples.alert("either", signal), cpu))

    assert plan.inputs("CompositeAlarm", "api/either")["actionsSuppressor"] == {
        "alarm": "acme-prod-api-cpu",
        "waitPeriod": 120,
        "extensionPeriod": 180,
    }


def test_a_composite_depends_on_every_alarm_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Across services and through composites, whatever the order in the config."""
    from setpoint.automation import plan as module  # noqa: PLC0415

    dependencies: dict[str, set[str]] = {}
    recorded = module._RecordingMonitor.RegisterResource

    def record(self: module._RecordingMonitor, request: object) -> object:
        urns = request.dependencies  # type: ignore[attr-defined]
        dependencies[request.name] = {urn.split("::")[-1] for urn in urns}  # type: ignore[attr-defined]
        return recorded(self, request)  # type: ignore[arg-type]

    monkeypatch.setattr(module._RecordingMonitor, "RegisterResource", record)
    either = samples.composite(
        "ALARM(a) OR ALARM(acme-prod-web-all)",
        {"a": samples.metric_alarm("a")},
        depends_on=("web/all",),
    )
    everything = samples.composite("ALARM(acme-prod-api-cpu)", depends_on=("api/cpu",))
    alerts = [
        samples.alert("either", either),
        samples.alert("all", everything, service="web"),
        samples.alert("cpu", samples.metric_alarm()),
    ]

    render_plan(samples.catalog(*alerts))

    assert {"api/either/a", "web/all"} <= dependencies["api/either"]
    assert "api/cpu" in dependencies["web/all"]
