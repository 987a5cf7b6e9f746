"""An alert with levels is the alerts that somebody would have written out, one for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from setpoint.config.schema import json_schema
from setpoint.config.units import parse_quantity
from tests.config.conftest import problems_of, write_project
from tests.config.test_load import overlay
from tests.config.test_properties import FEW

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig
    from setpoint.config.model import Alert
    from tests.config.conftest import Load

METRIC = "{ namespace: Shop, name: Latency, statistic: p95, unit: Seconds }"
BASE = f"""\
services:
  api:
    team: platform
    escalation: platform
    alerts:
      slow:
        summary: Slow
        runbook: https://runbooks.example.com/slow
        levels:
          critical: {{ threshold: 3s, evaluation_periods: 1, page: low }}
          high: 1s
        cloudwatch: {{ metric: {METRIC}, comparison: ">", period: 1m, evaluation_periods: 5 }}
"""


def load(loader: Load, body: str = "{}", base: str = BASE) -> LoadedConfig:
    return loader({"base.yaml": base}, overlay=overlay(body))["prod"]


def alerts(loaded: LoadedConfig) -> dict[str, Alert]:
    return loaded.config.services["api"].alerts


def place(loaded: LoadedConfig, name: str, *below: str) -> str:
    origin = loaded.origins.at(("services", "api", "alerts", name, *below))
    return f"{origin.file.removeprefix('alerts/')}:{origin.line}"


def test_each_level_is_an_alert_of_its_severity(loader: Load) -> None:
    loaded = load(loader)
    critical, high = alerts(loaded)["slow-critical"], alerts(loaded)["slow-high"]
    assert list(alerts(loaded)) == ["slow-critical", "slow-high"]
    assert (critical.severity, critical.page, high.severity, high.page) == (
        "critical", "low", "high", None,
    )  # fmt: skip
    assert critical.cloudwatch is not None
    assert high.cloudwatch is not None
    assert critical.cloudwatch.threshold == parse_quantity("3s")
    assert high.cloudwatch.threshold == parse_quantity("1s")
    assert (critical.cloudwatch.evaluation_periods, high.cloudwatch.evaluation_periods) == (1, 5)
    assert loaded.levels.of == {"api/slow": ("api/slow-critical", "api/slow-high")}


def test_every_value_knows_its_line(loader: Load) -> None:
    loaded = load(loader)
    assert place(loaded, "slow-critical") == "base.yaml:10"
    assert place(loaded, "slow-high", "severity") == "base.yaml:11"
    assert place(loaded, "slow-high", "cloudwatch", "threshold") == "base.yaml:11"
    assert place(loaded, "slow-critical", "cloudwatch", "threshold") == "base.yaml:10"
    assert place(loaded, "slow-critical", "page") == "base.yaml:10"
    assert place(loaded, "slow-critical", "summary") == "base.yaml:7"
    assert place(loaded, "slow-high", "cloudwatch", "evaluation_periods") == "base.yaml:12"


@pytest.mark.parametrize("level", ["2s", "{ threshold: 2s }"])
def test_an_overlay_changes_a_level(level: str, loader: Load) -> None:
    loaded = load(
        loader, f"services: {{ api: {{ alerts: {{ slow: {{ levels: {{ high: {level} }} }} }} }} }}"
    )
    signal = alerts(loaded)["slow-high"].cloudwatch
    assert signal is not None
    assert signal.threshold == parse_quantity("2s")
    assert place(loaded, "slow-high", "cloudwatch", "threshold") == "Pulumi.prod.yaml:4"
    assert place(loaded, "slow-critical", "cloudwatch", "threshold") == "base.yaml:10"


def test_an_overlay_removes_and_adds_levels(loader: Load) -> None:
    body = """
severities: { low: {} }
services: { api: { alerts: { slow: { levels: { high: null, low: 500ms } } } } }"""
    assert list(alerts(load(loader, body))) == ["slow-critical", "slow-low"]


def test_a_bare_threshold_of_an_overlay_drops_nothing_silently(loader: Load) -> None:
    body = overlay("services: { api: { alerts: { slow: { levels: { critical: 9s } } } } }")
    (problem,) = problems_of(loader, {"base.yaml": BASE}, body)
    assert problem == (
        "Pulumi.prod.yaml:4:62: services.api.alerts.slow.levels.critical: a bare threshold would"
        " drop what else the base says here; write it under its key"
    )


def test_a_template_may_have_levels_and_parameters_in_them(loader: Load) -> None:
    base = BASE.replace("services:\n  api:\n    team: platform\n    escalation: platform\n", "")
    body = base.replace("    alerts:\n      slow:", "    alert:").replace("1s\n", '"${limit}"\n')
    text = f"""\
templates:
  slow:
    parameters: [limit]
{body}services:
  api:
    team: platform
    escalation: platform
    alerts:
      one: {{ template: slow, with: {{ limit: 2s }}, levels: {{ critical: {{ page: never }} }} }}
"""
    loaded = load(loader, base=text)
    assert list(alerts(loaded)) == ["one-critical", "one-high"]
    assert alerts(loaded)["one-critical"].page == "never"
    signal = alerts(loaded)["one-high"].cloudwatch
    assert signal is not None
    assert signal.threshold == parse_quantity("2s")
    assert place(loaded, "one-critical", "page") == "base.yaml:16"
    assert place(loaded, "one-critical", "cloudwatch", "threshold") == "base.yaml:8"
    path = ("services", "api", "alerts", "one-high", "cloudwatch", "threshold")
    limit = ("services", "api", "alerts", "one", "with", "limit")
    assert loaded.origins.references(path) == {"limit": limit}


def test_environments_share_levels_that_are_the_same(loader: Load, tmp_path: Any) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "Pulumi.test.yaml").write_text(overlay("paging: false"))
    loaded = loader({"base.yaml": BASE})
    prod, test = (alerts(loaded[name])["slow-high"] for name in ("prod", "test"))
    assert prod is test


def test_editors_accept_levels() -> None:
    jsonschema.Draft7Validator(json_schema()).validate(yaml.safe_load(BASE))


def test_editors_refuse_an_alert_with_neither_severity_nor_levels() -> None:
    text = BASE.replace("        levels:\n", "").replace("          critical", "#")
    text = text.replace("          high", "#")
    assert list(jsonschema.Draft7Validator(json_schema()).iter_errors(yaml.safe_load(text)))


SIGNALS: dict[str, tuple[str, dict[str, Any]]] = {
    "cloudwatch": ("threshold", {"metric": yaml.safe_load(METRIC), "comparison": ">"}),
    "cloudwatch_math": (
        "threshold",
        {"expression": "a + 1", "metrics": {"a": yaml.safe_load(METRIC)}, "comparison": ">"},
    ),
    "cloudwatch_anomaly": ("band", {"metric": yaml.safe_load(METRIC), "comparison": "above"}),
    "sentry_metric": (
        "threshold",
        {"aggregate": "count()", "comparison": ">", "time_window": "5m"},
    ),
}
numbers = st.integers(min_value=1, max_value=900)
options = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["Slow", "Slower"]),
        "page": st.sampled_from(["high", "low", "never"]),
        "respond_within": st.sampled_from(["5m", "1h"]),
        "notify": st.just({"slack": ["#incidents"]}),
        "enabled": st.booleans(),
    },
)


@pytest.mark.parametrize("kind", list(SIGNALS))
@FEW
@given(
    thresholds=st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]),
    first=options,
    second=options,
)
def test_levels_are_alerts_written_out(
    kind: str,
    thresholds: tuple[int, int],
    first: dict[str, Any],
    second: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    key, signal = SIGNALS[kind]
    shared = {"summary": "It", "description": "All of it", kind: signal}
    said = dict(zip(("critical", "high"), ((thresholds[0], first), (thresholds[1], second)),
                    strict=True))  # fmt: skip
    levels = {name: {key: limit, **own} for name, (limit, own) in said.items()}
    by_hand = {
        f"it-{name}": {**shared, **own, "severity": name, kind: {**signal, key: limit}}
        for name, (limit, own) in said.items()
    }
    short, long = (
        _config({"it": {**shared, "levels": levels}}, tmp_path_factory),
        _config(by_hand, tmp_path_factory),
    )
    assert short.config == long.config
    if not kind.startswith("sentry"):  # there, levels share a monitor
        routes = [
            [(each.id, each.route, each.signal, each.condition) for each in built.alerts.values()]
            for built in (build(short), build(long))
        ]
        assert routes[0] == routes[1]


def _config(alerts: dict[str, Any], folders: pytest.TempPathFactory) -> LoadedConfig:
    """The config of some alerts in a service."""
    service = {"team": "platform", "escalation": "platform", "sentry_project": "backend"}
    text = yaml.safe_dump({"services": {"api": {**service, "alerts": alerts}}})
    root = write_project(folders.mktemp("levels") / "project", {"base.yaml": text})
    organization = root / "alerts" / "organization.yaml"
    named = "organization: shop\n  integrations: { slack: Shop, pagerduty: shop }"
    organization.write_text(
        organization.read_text().replace("sentry:\n  organization: shop", f"sentry:\n  {named}")
    )
    return load_all(find_project(root))["prod"]
