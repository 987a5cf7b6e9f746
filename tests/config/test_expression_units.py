"""The unit of an expression is that of what it is made of, or nobody's to know."""

from __future__ import annotations

import pytest

from setpoint.config.expression_units import unit_of_expression
from setpoint.metrics import unit_of_values

METRICS = {
    "errors": "Count",
    "others": "Count",
    "requests": "Count",
    "bounced": "Fraction",
    "complained": "Fraction",
    "cpu": "Percent",
    "disk": "Percent",
    "took": "Milliseconds",
    "waited": "Seconds",
    "sent": "Bytes",
    "mine": None,
    "theirs": None,
}


def unit(text: str, *, shares: bool = True) -> str | None:
    return unit_of_expression(
        text,
        metrics=METRICS,
        expressions={"ratio": "errors / requests"},
        of_query=lambda query: unit_of_values(query.namespace, query.metric, query.statistic),
        shares=shares,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what keeps the unit
        ("bounced", "Fraction"),
        ("MAX([bounced, complained])", "Fraction"),
        ("IF(requests > 100, bounced, 0)", "Fraction"),
        ("IF(requests > 100, bounced)", "Fraction"),
        ("FILL(bounced, 0)", "Fraction"),
        ('MAX(METRICS("c"))', None),
        ('SUM(METRICS("bounced"))', "Fraction"),
        ("AVG([cpu, disk])", "Percent"),
        ("(cpu + disk) / 2", "Percent"),
        ("0.5 * cpu + 0.5 * disk", "Percent"),
        ("-took", "Milliseconds"),
        ("TIME_SERIES(5)", None),
        # ratios, and a hundred of them
        ("errors / requests", "Fraction"),
        ("(FILL(errors, 0) + FILL(others, 0)) / requests", "Fraction"),
        ("100 * errors / requests", "Percent"),
        ("errors / requests * 100", "Percent"),
        ("100 * ratio", "Percent"),
        ("1 - ratio", "Fraction"),
        ("100 * (1 - ratio)", "Percent"),
        ("100 - 100 * ratio", "Percent"),
        ("(100 * errors + 100 * others) / requests", "Percent"),
        ("100 * errors / SERVICE_QUOTA(errors)", "Percent"),
        ("100 * bounced", "Percent"),
        ("cpu / 100", "Fraction"),
        ("mine / theirs", "Fraction"),
        ("(mine + errors) / requests", "Fraction"),
        # other measures
        ("took / 1000", "Seconds"),
        ("waited * 1000", "Milliseconds"),
        ("took / requests", "Milliseconds"),
        ("sent / PERIOD(sent)", "Bytes/Second"),
        ("RATE(errors)", "Count/Second"),
        ("errors + 1", "Count"),
        ("IF(requests > 0, errors, 0)", "Count"),
        # what nobody can know
        ("mine", None),
        ("mine * 100", None),
        ("bounced + cpu", None),
        ("1 - cpu", None),
        ("100 * cpu", None),
        ("errors + took", None),
        ("took / waited", None),
        ("sent / 1024 / 1024", None),
        ("bounced ^ 2", None),
        ("LOG(bounced)", None),
        ('INSIGHT_RULE_METRIC("rule", Sum)', None),
        # queries
        ('SELECT MAX("Reputation.BounceRate") FROM "AWS/SES"', "Fraction"),
        ('SELECT AVG("5XXError") FROM SCHEMA("AWS/ApiGateway", ApiName)', "Fraction"),
        ('SELECT SUM("5XXError") FROM "AWS/ApiGateway"', "Count"),
        ('SELECT COUNT(Duration) FROM "AWS/Lambda"', "Count"),
        ('SELECT MAX(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId', "Percent"),
        ('SELECT MAX(Load) FROM "Shop"', None),
    ],
)
def test_the_unit_of_an_expression(text: str, found: str | None) -> None:
    assert unit(text) == found


def test_a_ratio_is_so_many_to_each_where_nobody_speaks_of_percent() -> None:
    assert unit("errors / requests", shares=False) is None
    assert unit("100 * ratio", shares=False) is None
    assert unit("IF(requests > 100, bounced, 0)", shares=False) == "Fraction"
    assert unit("(cpu + disk) / 2", shares=False) == "Percent"
