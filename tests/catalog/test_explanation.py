from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.explanation import explain
from setpoint.config import find_project, load_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALERT = """
it:
  severity: high
  summary: Something
  cloudwatch:
    metric: { namespace: Shop, name: Errors, statistic: Sum }
    comparison: ">"
    threshold: "${limit}"
    period: 5m
"""
OVERLAY = (
    "{ variables: { limit: 7 }, severities: { high: { respond_within: 2h } },"
    " services: { shop: { alerts: { it: { cloudwatch: { period: 10m } } } } } }"
)


def test_each_value_names_its_line_and_what_other_environments_have(
    catalog_of: Callable[..., object], tmp_path: Path
) -> None:
    catalog_of(ALERT, more="variables: { limit: 5 }")
    catalog_of(ALERT, more="variables: { limit: 5 }", overlay=OVERLAY, environment="staging")
    loaded = load_all(find_project(tmp_path))
    values = {each.value.path: each for each in explain("shop/it", "prod", loaded)}

    period = values["cloudwatch", "period"]
    assert period.value.text == "5m"
    assert period.value.origin is not None
    assert period.value.origin.file == "alerts/a.yaml"
    other = period.others["staging"]
    assert other is not None
    assert (other.text, other.origin and other.origin.file) == ("10m", "Pulumi.staging.yaml")

    threshold = values["cloudwatch", "threshold"]
    assert threshold.value.text == "5"
    assert {name: place.file for name, place in threshold.value.variables.items()} == {
        "limit": "alerts/more.yaml"
    }
    staging = threshold.others["staging"]
    assert staging is not None
    assert staging.variables["limit"].file == "Pulumi.staging.yaml"

    respond = values["severities", "high", "slack"]
    assert respond.inherited
    assert not respond.others
    built_in = values["cloudwatch", "evaluation_periods"]
    assert (built_in.value.text, built_in.value.origin) == ("1", None)


def test_an_alert_that_another_environment_lacks(
    catalog_of: Callable[..., object], tmp_path: Path
) -> None:
    catalog_of(ALERT, more="variables: { limit: 5 }")
    other = "{ severity: high, summary: X, sentry_issue: { triggers: [first_seen] } }"
    gone = f"{{ services: {{ shop: {{ alerts: {{ it: null, on: {other} }} }} }} }}"
    catalog_of(ALERT, more="variables: { limit: 5 }", overlay=gone, environment="staging")
    loaded = load_all(find_project(tmp_path))
    values = explain("shop/it", "prod", loaded)
    assert all(each.others["staging"] is None for each in values if not each.inherited)


def test_a_use_of_a_template_names_the_template_s_line_and_what_was_given(
    catalog_of: Callable[..., object], tmp_path: Path
) -> None:
    body = ALERT.replace("it:", "").replace("\n  ", "\n      ")
    more = f"templates:\n  errors:\n    parameters: [limit]\n    alert:{body}"
    catalog_of("it: { template: errors, with: { limit: 5 }, severity: high }", more=more)
    values = {
        each.value.path: each.value
        for each in explain("shop/it", "prod", load_all(find_project(tmp_path)))
    }

    threshold, severity = values["cloudwatch", "threshold"], values["severity",]
    assert (threshold.text, threshold.origin and threshold.origin.file) == ("5", "alerts/more.yaml")
    assert threshold.variables["limit"].file == "alerts/a.yaml"
    assert severity.origin is not None
    assert severity.origin.file == "alerts/a.yaml"
    assert ("template",) not in values
