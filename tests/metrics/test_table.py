from __future__ import annotations

import re
from math import inf

import pytest

from setpoint.metrics import (
    Bounds,
    bounds,
    home_region,
    known_namespace,
    known_namespaces,
    published_unit,
    unit_of_outcome,
    unit_of_values,
)

_FORM = re.compile(
    r"ANY|ARN|NAME|IDENTIFIER|WORD|QUEUE|FUNCTION|ACCOUNT|NODE|[a-z]+(?:-[a-z]+)*-ID|[a-z]+/NAME/ID"
)
NAMESPACES = sorted(known_namespaces())
UNITS = {
    *("Seconds", "Milliseconds", "Microseconds", "Percent", "Count", "Count/Second", "None"),
    *("Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Bytes/Second"),
}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_file_names_its_sources_and_says_what_can_be(namespace: str) -> None:
    found = known_namespace(namespace)
    assert found is not None
    assert all(found.sources)
    for name, facts in found.metrics.items():
        assert facts.unit is None or facts.unit in UNITS, name
        low, high = facts.range or (0, 1)
        assert low is None or high is None or low < high, name
        dimensions = {each for one in (*found.sets, *(facts.sets or ())) for each in one}
        assert dimensions <= set(found.dimensions), name
    assert all(_FORM.fullmatch(form) for form in found.dimensions.values())
    assert found.region_unless is None or found.region_unless in found.dimensions


def test_what_is_in_no_file_is_not_known() -> None:
    assert known_namespace("Shop") is None
    assert known_namespace("../AWS.EC2") is None
    assert published_unit("Shop", "Orders") is None
    assert published_unit("AWS/EC2", "Orders") is None
    assert home_region("Shop", ()) is None
    assert bounds("Shop", "Orders", "Average") is None


@pytest.mark.parametrize(
    ("namespace", "name", "unit"),
    [
        ("AWS/EC2", "CPUUtilization", "Percent"),
        ("AWS/ApplicationELB", "TargetResponseTime", "Seconds"),
        ("AWS/Lambda", "Duration", "Milliseconds"),
        ("CWAgent", "disk_used_percent", "Percent"),
    ],
)
def test_units_of_well_known_metrics(namespace: str, name: str, unit: str) -> None:
    assert published_unit(namespace, name) == unit


@pytest.mark.parametrize(
    ("namespace", "dimensions", "region"),
    [
        ("AWS/CloudFront", ["DistributionId", "Region"], "us-east-1"),
        ("AWS/Route53", ["HealthCheckId"], "us-east-1"),
        ("AWS/Billing", ["Currency"], "us-east-1"),
        ("AWS/DDoSProtection", ["ResourceArn"], "us-east-1"),
        ("AWS/WAFV2", ["WebACL", "Rule"], "us-east-1"),
        ("AWS/WAFV2", ["WebACL", "Rule", "Region"], None),
        ("AWS/EC2", ["InstanceId"], None),
    ],
)
def test_some_metrics_are_in_one_region(
    namespace: str, dimensions: list[str], region: str | None
) -> None:
    assert home_region(namespace, dimensions) == region


@pytest.mark.parametrize(
    ("statistic", "unit"),
    [
        ("Average", "Milliseconds"),
        ("p99", "Milliseconds"),
        ("tm99", "Milliseconds"),
        ("WM(10%:90%)", "Milliseconds"),
        ("Sum", "Milliseconds"),
        ("TS(:300)", "Milliseconds"),
        ("SampleCount", "Count"),
        ("tc99", "Count"),
        ("TC(:300)", "Count"),
        ("PR(:300)", "Percent"),
    ],
)
def test_a_statistic_can_have_another_unit_than_its_metric(statistic: str, unit: str) -> None:
    assert unit_of_outcome("Milliseconds", statistic) == unit
    assert unit_of_values("AWS/Lambda", "Duration", statistic) == unit


@pytest.mark.parametrize(
    ("namespace", "name", "statistic", "unit"),
    [
        ("AWS/SES", "Reputation.BounceRate", "Average", "Fraction"),
        ("AWS/Lambda", "ProvisionedConcurrencyUtilization", "Maximum", "Fraction"),
        ("AWS/ApiGateway", "5XXError", "Average", "Fraction"),
        ("AWS/ApiGateway", "5XXError", "Sum", "Count"),
        ("AWS/ApiGateway", "5XXError", "SampleCount", "Count"),
        ("AWS/Kinesis", "PutRecord.Success", "Average", "Fraction"),
        ("AWS/S3", "5xxErrors", "Average", "Fraction"),
        ("AWS/S3", "5xxErrors", "Sum", "Count"),
        ("Glue", "glue.driver.jvm.heap.usage", "Average", "Fraction"),
        ("AWS/Connect", "ConcurrentCallsPercentage", "Maximum", "Fraction"),
        ("AWS/Connect", "ConcurrentActiveChatsPercentage", "Maximum", "Percent"),
        ("AWS/TrustedAdvisor", "ServiceLimitUsage", "Maximum", "Fraction"),
    ],
)
def test_shares_from_zero_to_one(namespace: str, name: str, statistic: str, unit: str) -> None:
    assert unit_of_values(namespace, name, statistic) == unit


def test_a_named_unit_goes_before_the_published_one_but_not_before_a_share() -> None:
    assert unit_of_values("AWS/EC2", "NetworkIn", "Average", "Megabytes") == "Megabytes"
    assert unit_of_values("Shop", "Orders", "Sum", "Count") == "Count"
    assert unit_of_values("AWS/ApiGateway", "5XXError", "Average", "Count") == "Fraction"


@pytest.mark.parametrize(
    ("namespace", "name", "statistic", "named", "can_be"),
    [
        ("AWS/EC2", "CPUUtilization", "Average", None, Bounds(0, 100)),
        ("AWS/EC2", "CPUUtilization", "Sum", None, Bounds(0, inf)),
        ("AWS/EC2", "StatusCheckFailed", "Maximum", None, Bounds(0, 1)),
        ("AWS/EC2", "StatusCheckFailed", "Sum", None, Bounds(0, inf)),
        ("AWS/SES", "Reputation.BounceRate", "Average", None, Bounds(0, 1)),
        ("AWS/Lambda", "Duration", "PR(:300)", None, Bounds(0, 100)),
        ("AWS/Lambda", "Duration", "p99", None, Bounds(0, inf)),
        ("Shop", "Orders", "Average", "Count", Bounds(0, inf)),
        ("Shop", "Orders", "Average", "Megabytes/Second", Bounds(0, inf)),
        ("Shop", "Orders", "Average", "Seconds", None),
        ("Shop", "Orders", "Average", "Percent", None),
        ("Shop", "Orders", "tc99", None, Bounds(0, inf)),
    ],
)
def test_what_values_there_can_be(
    namespace: str, name: str, statistic: str, named: str | None, can_be: Bounds | None
) -> None:
    assert bounds(namespace, name, statistic, named) == can_be
