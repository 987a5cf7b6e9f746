"""In which region alarms are, and the topics that they tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import GraphWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog

CDN = (
    "{ namespace: AWS/CloudFront, name: Requests, dimensions: { Region: Global }, statistic: Sum }"
)
CPU = "{ namespace: AWS/EC2, name: CPUUtilization, statistic: Average }"
SHOWN = """
dashboards:
  edge:
    widgets: [{ graph: { title: Edge, alerts: [shop/cdn, shop/cpu], metrics: { m: METRIC } } }]
"""


def alert(name: str, metric: str, more: str = "", severity: str = "high") -> str:
    signal = f"metric: {metric}, comparison: '>', threshold: 1, period: 5m"
    return f"{name}: {{ severity: {severity}, summary: X, {more} cloudwatch: {{ {signal} }} }}\n"


def query(name: str, text: str) -> str:
    signal = f"expression: '{text}', comparison: '>', threshold: 1, period: 5m"
    return f"{name}: {{ severity: high, summary: X, cloudwatch_math: {{ {signal} }} }}\n"


CHECK = "up: { severity: critical, summary: X, http_check: { url: 'https://shop.example' } }\n"
BOTH = "both: { severity: high, summary: X, composite: { all: {}, alarms: [shop/cdn, shop/up] } }\n"
ERRORS = "e: { severity: high, summary: X, sentry_issue: { triggers: [first_seen] } }\n"
SELECTED = query("q", 'SELECT SUM(Requests) FROM "AWS/CloudFront"')


def test_alarms_are_where_their_metrics_are(catalog_of: Callable[..., Catalog]) -> None:
    alerts = alert("cdn", CDN) + alert("cpu", CPU) + CHECK + BOTH + ERRORS + SELECTED
    alerts += alert("far", CPU, "region: ap-south-1,")

    catalog = catalog_of(alerts, region="eu-west-1")

    assert {alert.name: alert.region for alert in catalog.alerts.values()} == {
        "cdn": "us-east-1",
        "cpu": "eu-west-1",
        "up": "us-east-1",
        "both": "us-east-1",
        "e": None,
        "q": "us-east-1",
        "far": "ap-south-1",
    }
    assert catalog.alarm_regions == ("eu-west-1", "ap-south-1", "us-east-1")
    assert {key: topic.regions for key, topic in catalog.topics.items()} == {
        "high": ("eu-west-1", "ap-south-1", "us-east-1"),
        "page-shop": ("us-east-1",),
        "critical": ("us-east-1",),
    }


def test_a_service_says_where_its_metrics_are_but_for_those_of_one_region(
    catalog_of: Callable[..., Catalog],
) -> None:
    overlay = json.dumps({"services": {"shop": {"region": "eu-north-1"}}})

    alerts = catalog_of(alert("cdn", CDN) + alert("cpu", CPU), overlay=overlay).alerts

    assert alerts["shop/cdn"].region == "us-east-1"
    assert alerts["shop/cpu"].region == "eu-north-1"


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_other_partitions_have_no_us_east_1(
    region: str, catalog_of: Callable[..., Catalog]
) -> None:
    assert catalog_of(alert("cdn", CDN), region=region).alerts["shop/cdn"].region == region


def test_graphs_name_the_region_of_what_is_elsewhere(catalog_of: Callable[..., Catalog]) -> None:
    alerts = alert("cdn", CDN) + alert("cpu", CPU)

    dashboards = catalog_of(
        alerts, more=SHOWN.replace("METRIC", CDN), region="eu-west-1"
    ).dashboards

    (widget,) = dashboards["edge"].widgets
    assert isinstance(widget, GraphWidget)
    assert {each.id: each.region for each in widget.queries} == {
        "m": "us-east-1",
        "a1_value": "us-east-1",
        "a2_value": None,
    }


def test_nothing_is_elsewhere_for_a_stack_in_us_east_1(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(alert("cdn", CDN) + CHECK)

    assert catalog.alarm_regions == ("us-east-1",)
    assert {topic.regions for topic in catalog.topics.values()} == {("us-east-1",)}
