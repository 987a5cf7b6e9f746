"""Rules of Prometheus, and who is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import Channels, PrometheusRule
from setpoint.catalog.prometheus_files import route_tree
from setpoint.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog, Prometheus

MANAGED = "prometheus: { workspace: managed, evaluation_interval: 30s }\n"
NONE = "prometheus: { workspace: none }\n"
ERRORS = "prometheus: { expr: 'rate(errors_total[5m]) > 0.05', for: 5m }"


def rule(alert: Alert) -> PrometheusRule:
    assert isinstance(alert.signal, PrometheusRule)
    return alert.signal


def settings(catalog: Catalog) -> Prometheus:
    assert catalog.prometheus is not None
    return catalog.prometheus


def receivers(catalog: Catalog) -> dict[str, str]:
    """Receiver by alert, as Alertmanager would choose: the first route that fits."""
    found = {}
    for alert in catalog.alerts.values():
        labels = {**rule(alert).labels, "alertname": rule(alert).name}
        routes = (r for r in settings(catalog).routes if r.match.items() <= labels.items())
        found[alert.name] = next(routes).receiver
    return found


def test_a_rule_as_it_is_pasted(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f"{ERRORS}\nrunbook: https://example.com/errors\ndescription: Look", more=MANAGED
    )
    assert rule(alert) == PrometheusRule(
        name="It",
        expr="rate(errors_total[5m]) > 0.05",
        watched="rate(errors_total[5m])",
        comparison=">",
        threshold=0.05,
        threshold_text="0.05",
        pending_period=300,
        keep_firing_for=None,
        labels={"severity": "critical", "service": "shop", "environment": "prod", "team": "core"},
        annotations={
            "summary": "Something is wrong",
            "description": "Look",
            "condition": "rate(errors_total[5m]) > 0.05 for 5m",
            "owner": "Core",
            "runbook_url": "https://example.com/errors",
        },
        evaluation_interval=30,
    )


@pytest.mark.parametrize(
    ("threshold", "written"),
    [
        *(("0.05", "0.05"), ("5%", "0.05"), ("250ms", "0.25"), ("5m", "300")),
        *(("90/min", "1.5"), ("1KiB", "1024"), ("-3", "-3")),
    ],
)
def test_a_threshold_is_in_base_units(
    threshold: str, written: str, alert_of: Callable[..., Alert]
) -> None:
    signal = f'prometheus: {{ expr: a or b, comparison: ">=", threshold: {threshold} }}'
    found = rule(alert_of(signal, more=MANAGED))
    assert found.expr == f"(a or b) >= {written}"
    assert (found.watched, found.threshold) == ("a or b", float(written))


def test_names_are_made_of_ids_or_given(catalog_of: Callable[..., Catalog]) -> None:
    alerts = """
    high-error-rate: { severity: high, summary: A, prometheus: { expr: up == 0 } }
    5xx_seen: { severity: high, summary: B, prometheus: { expr: up == 0 } }
    other: { severity: high, summary: C, prometheus: { expr: up == 0, name: NodeDown } }
    """
    names = [rule(alert).name for alert in catalog_of(alerts, more=MANAGED).alerts.values()]
    assert names == ["HighErrorRate", "Alert5xxSeen", "NodeDown"]


def test_two_rules_of_one_name_and_the_same_labels_are_refused(
    catalog_of: Callable[..., Catalog],
) -> None:
    alerts = """
    node-down: { severity: high, summary: A, prometheus: { expr: up == 0 } }
    other: { severity: high, summary: C, prometheus: { expr: up == 0, name: NodeDown } }
    """
    with pytest.raises(
        ConfigError, match=r"rule shop/NodeDown with the labels .*, like that of shop/node-down"
    ):
        catalog_of(alerts, more=MANAGED)


def test_two_rules_of_one_name_differ_in_labels_and_keep_their_receivers(
    catalog_of: Callable[..., Catalog],
) -> None:
    alerts = """
    node-down: { severity: high, summary: A, prometheus: { expr: up == 0 } }
    other: { severity: high, summary: C, notify: { slack: ["#extra"] }, prometheus: { expr: up == 0, name: NodeDown, labels: { disk: 'a"b' } } }
    graver: { severity: critical, summary: D, prometheus: { expr: sum by (rack) (up) == 0, name: NodeDown } }
    off: { severity: critical, enabled: false, summary: D, prometheus: { expr: up == 0, name: NodeDown, labels: { disk: c } } }
    """  # noqa: E501 - an alert a line
    found = catalog_of(alerts, more=MANAGED).prometheus
    assert found is not None
    (match,) = (
        each.match for each in found.routes if "disk" in each.match and "b" in each.match["disk"]
    )
    assert match["alertname"] == "NodeDown"
    assert match["severity"] == "high"
    matchers = [one for each in route_tree(found, "nobody")["routes"] for one in each["matchers"]]
    assert r'disk="a\"b"' in matchers
    quiet = [(each.source["severity"], each.target["severity"]) for each in found.inhibitions]
    assert quiet == [("critical", "high")] * 2
    assert all("rack" in each.equal for each in found.inhibitions)


def test_levels_of_one_alert_have_one_name(catalog_of: Callable[..., Catalog]) -> None:
    alerts = """
    queue: { summary: A, levels: { critical: 50, high: 20 }, prometheus: { expr: queue, comparison: ">" } }
    """  # noqa: E501 - an alert a line
    found = catalog_of(alerts, more=MANAGED)
    assert {rule(each).name for each in found.alerts.values()} == {"Queue"}
    assert found.prometheus is not None
    assert len(found.prometheus.inhibitions) == 1


def test_a_condition_is_no_template_for_prometheus(alert_of: Callable[..., Alert]) -> None:
    found = rule(alert_of("prometheus: { expr: 'a{b=\"{{\"} > 1' }", more=MANAGED))
    assert found.expr == 'a{b="{{"} > 1'
    assert found.annotations["condition"] == 'a{b="{{ "{{" }}"} > 1'


MANY = """
one: { severity: critical, summary: A, prometheus: { expr: up == 0 } }
two: { severity: critical, summary: B, prometheus: { expr: up == 0 } }
quiet: { severity: critical, page: never, summary: C, prometheus: { expr: up == 0 } }
off: { severity: critical, enabled: false, summary: D, prometheus: { expr: up == 0 } }
more: { severity: high, summary: E, notify: { slack: ["#extra"] }, prometheus: { expr: up == 0 } }
same: { severity: low, summary: F, prometheus: { expr: up == 0 } }
"""


def test_alerts_reach_whom_their_severity_says(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(MANY, more=MANAGED)
    assert receivers(catalog) == {
        "one": "critical",
        "two": "critical",
        "quiet": "shop-quiet",
        "off": "nobody",
        "more": "high",
        "same": "low",
    }
    found = settings(catalog).receivers
    assert found["critical"].pagerduty_service == "shop"
    assert found["critical"].pagerduty_severity == "critical"
    assert found["shop-quiet"].pagerduty_service is None
    assert found["high"].channels.slack == ("#alerts", "#extra")


def test_every_alert_s_receiver_is_its_own_route(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(MANY, more=MANAGED)
    for name, receiver in receivers(catalog).items():
        alert, found = catalog.alerts[f"shop/{name}"], settings(catalog).receivers[receiver]
        if alert.enabled:
            assert found.topics == alert.route.topics
            assert found.channels == alert.route.channels
            assert found.pagerduty_service == alert.route.pagerduty_service
        else:
            assert (found.topics, found.pagerduty_service) == ((), None)


def test_slack_and_people_have_topics_of_their_own(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(MANY, more=MANAGED)
    by_topic = {
        key: sorted({each.protocol for each in topic.subscriptions})
        for key, topic in catalog.topics.items()
    }
    assert by_topic == {
        "critical-prometheus": ["email", "sms"],
        "critical-prometheus-slack": ["slack"],
        "high-extra": ["slack"],
        "low": ["slack"],
    }


def test_a_server_of_one_s_own_needs_no_topics(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(MANY, more=NONE)
    assert catalog.topics == {}
    assert catalog.alerts["shop/one"].route.channels == Channels(
        slack=("#incidents",), email=("oncall@example.com",), sms=()
    )


def test_pages_come_by_the_events_api(catalog_of: Callable[..., Catalog]) -> None:
    service = catalog_of(MANY, more=MANAGED).pagerduty_services["shop"]
    assert service.integrations == ("events_v2",)
    assert service.overrides[0].match == ("shop/One/critical",)


def test_an_environment_that_pages_nobody_pages_nobody(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(MANY, more=MANAGED, environment="staging")
    assert all(r.pagerduty_service is None for r in settings(catalog).receivers.values())
    assert rule(catalog.alerts["shop/one"]).labels["environment"] == "staging"
