"""An alert made from a template is the alert that somebody would have written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from setpoint.config.expanding import Expander
from setpoint.config.merging import fill_in
from setpoint.config.merging.overlay import Merged
from setpoint.config.merging.variables import REFERENCE
from setpoint.config.schema import json_schema, overlay_json_schema
from setpoint.config.units import parse_quantity
from tests.config.conftest import problems_of
from tests.config.test_load import overlay
from tests.config.test_properties import merge, plain_trees

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig
    from setpoint.config.model import Alert
    from tests.config.conftest import Load

BASE = """\
templates:
  slow:
    parameters: [part]
    defaults: { limit: 2s }
    alert:
      severity: high
      summary: "${part} of ${cluster} is over ${limit}"
      runbook: https://runbooks.example.com/${part}
      cloudwatch:
        metric: { namespace: Shop, name: Latency, dimensions: { Part: "${part}" }, statistic: p95, unit: Seconds }
        comparison: ">"
        threshold: "${limit}"
        period: 1m
services:
  api:
    team: platform
    escalation: platform
    alerts:
      checkout: { template: slow, with: { part: checkout } }
      search:
        template: slow
        with: { part: search, limit: 1s }
        severity: critical
        runbook:
        cloudwatch: { period: 5m, metric: { dimensions: { Tier: web } } }
"""  # noqa: E501


def load(loader: Load, body: str = "{}") -> LoadedConfig:
    return loader({"base.yaml": BASE}, overlay=overlay(body))["prod"]


def alert(loaded: LoadedConfig, name: str) -> Alert:
    return loaded.config.services["api"].alerts[name]


def places(loaded: LoadedConfig, name: str, *below: str) -> str:
    """File and line of a value, then those of what it takes in."""
    path = ("services", "api", "alerts", name, *below)
    origins = loaded.origins
    found = [origins.at(path), *(origins.at(at) for at in origins.references(path).values())]
    return " ".join(f"{each.file.removeprefix('alerts/')}:{each.line}" for each in found)


def test_parameters_defaults_and_variables_are_filled_in(loader: Load) -> None:
    checkout = alert(load(loader), "checkout")
    assert checkout.summary == "checkout of main is over 2s"
    assert checkout.cloudwatch is not None
    assert checkout.cloudwatch.threshold == parse_quantity("2s")
    assert "template" not in checkout.model_fields_set


def test_the_use_lies_over_the_template(loader: Load) -> None:
    search = alert(load(loader), "search")
    assert search.cloudwatch is not None
    assert (search.severity, search.runbook, search.cloudwatch.period) == ("critical", None, 300)
    assert search.cloudwatch.metric.dimensions == {"Part": "search", "Tier": "web"}


def test_a_parameter_comes_before_a_variable_of_its_name(loader: Load) -> None:
    text = BASE.replace("part", "cluster")
    loaded = loader({"base.yaml": text})["prod"]
    assert alert(loaded, "checkout").summary == "checkout of checkout is over 2s"


def test_what_a_use_gives_may_take_in_a_variable_and_is_not_read_twice(loader: Load) -> None:
    text = BASE.replace("part: checkout", 'part: "$${cluster} of ${cluster}"')
    loaded = loader({"base.yaml": text.replace("runbooks.example.com/${part}", "example.com")})
    assert alert(loaded["prod"], "checkout").summary == "${cluster} of main of main is over 2s"


def test_an_overlay_of_the_template_reaches_every_use(loader: Load) -> None:
    loaded = load(loader, "templates: { slow: { alert: { cloudwatch: { threshold: 9s } } } }")
    for name in ("checkout", "search"):
        signal = alert(loaded, name).cloudwatch
        assert signal is not None
        assert signal.threshold == parse_quantity("9s")
        assert places(loaded, name, "cloudwatch", "threshold") == "Pulumi.prod.yaml:4"


def test_an_overlay_of_a_default_reaches_uses_that_give_none(loader: Load) -> None:
    loaded = load(loader, "templates: { slow: { defaults: { limit: 3s } } }")
    texts = [alert(loaded, name).summary for name in ("checkout", "search")]
    assert texts == ["checkout of main is over 3s", "search of main is over 1s"]


def test_an_overlay_of_one_use_reaches_that_one(loader: Load) -> None:
    body = "services: { api: { alerts: { search: { with: { limit: null }, runbook: null, owner: ana, cloudwatch: { period: null } } } } }"  # noqa: E501
    with_period = body.replace("period: null", "period: 10m")
    loaded = load(loader, with_period)
    search = alert(loaded, "search")
    assert search.cloudwatch is not None
    assert (search.summary, search.owner) == ("search of main is over 2s", "ana")
    assert search.cloudwatch.period == 600
    assert search.runbook is None
    assert alert(loaded, "checkout").owner is None


def test_null_of_an_overlay_removes_what_the_template_brings(loader: Load) -> None:
    loaded = load(loader, "services: { api: { alerts: { checkout: { runbook: null } } } }")
    assert alert(loaded, "checkout").runbook is None


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "services: { api: { alerts: { checkout: { owner: null } } } }",
            (
                "Pulumi.prod.yaml:4:46: services.api.alerts.checkout.owner:"
                " does not exist in the template, so null removes nothing"
            ),
        ),
        (
            "services: { api: { alerts: { chekout: { with: { limit: 5s } } } } }",
            (
                "Pulumi.prod.yaml:4:34: services.api.alerts.chekout: does not exist in the base,"
                " and is not complete enough to be new; did you mean checkout?"
            ),
        ),
        (
            "services: { api: { alerts: { checkout: { with: { limt: 5s } } } } }",
            (
                "Pulumi.prod.yaml:4:54: services.api.alerts.checkout.with.limt:"
                " the template slow has no parameter 'limt'; did you mean limit?"
            ),
        ),
        (
            "templates: { slwo: { alert: { severity: high } } }",
            (
                "Pulumi.prod.yaml:4:18: templates.slwo: does not exist in the base, and nothing"
                " uses it; did you mean slow?"
            ),
        ),
        (
            "templates: { slow: { alert: { cloudwatch: { threshold: soon } } } }",
            (
                "Pulumi.prod.yaml:4:60: templates.slow.alert.cloudwatch.threshold: 'soon' is not a"
                " quantity; write one as 80%, 1.5s, 250ms, 10m, 5/min, 512MB or a plain number"
            ),
        ),
    ],
)
def test_what_an_overlay_gets_wrong_is_told(body: str, problem: str, loader: Load) -> None:
    found = problems_of(loader, {"base.yaml": BASE}, overlay(body))
    assert found == [problem]


def test_an_overlay_may_replace_what_took_in_a_parameter(loader: Load) -> None:
    text = BASE.replace(" is over ${limit}", " is slow")
    body = overlay("templates: { slow: { alert: { cloudwatch: { threshold: 9s } } } }")
    assert loader({"base.yaml": text}, overlay=body)


def test_every_value_knows_its_line(loader: Load) -> None:
    loaded = load(loader)
    assert places(loaded, "checkout", "severity") == "base.yaml:6"
    assert places(loaded, "checkout", "cloudwatch", "threshold") == "base.yaml:12 base.yaml:4"
    assert places(loaded, "search", "cloudwatch", "threshold") == "base.yaml:12 base.yaml:22"
    assert places(loaded, "search", "severity") == "base.yaml:23"
    assert places(loaded, "search", "cloudwatch", "period") == "base.yaml:25"
    assert places(loaded, "search", "summary") == (
        "base.yaml:7 base.yaml:22 organization.yaml:3 base.yaml:22"
    )


def test_environments_share_uses_that_are_the_same(loader: Load, tmp_path: Any) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "Pulumi.test.yaml").write_text(overlay("paging: false"))
    (tmp_path / "project" / "Pulumi.dev.yaml").write_text(overlay("variables: { cluster: dev }"))
    loaded = loader({"base.yaml": BASE})
    prod, test, dev = (alert(loaded[name], "checkout") for name in ("prod", "test", "dev"))
    assert prod is test
    assert prod is not dev


def test_editors_accept_templates_and_their_uses() -> None:
    text = BASE.replace("period: 1m", 'evaluation_periods: "${part}"')
    jsonschema.Draft7Validator(json_schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "text",
    [
        "templates: { slow: { alert: { cloudwatch: { treshold: 5 } } } }",
        "templates: { slow: { parameters: [a] } }",
        "services: { api: { team: a, alerts: { x: { template: slow, wiht: {} } } } }",
        "services: { api: { team: a, alerts: { x: { template: slow, with: { a: [] } } } } }",
    ],
)
def test_editors_refuse(text: str) -> None:
    assert list(jsonschema.Draft7Validator(json_schema()).iter_errors(yaml.safe_load(text)))


def test_editors_accept_overlays_of_templates_and_uses() -> None:
    config = {
        "templates": {"slow": {"alert": {"cloudwatch": {"threshold": "9s"}, "runbook": None}}},
        "services": {"api": {"alerts": {"search": {"with": {"limit": None}}}}},
    }
    overlay = {"config": {"setpoint:config": config}}
    jsonschema.Draft7Validator(overlay_json_schema()).validate(overlay)


def _expanded(alerts: dict[str, Any], templates: dict[str, Any]) -> dict[str, Any]:
    """The alerts of a service after templates are written out."""
    data = {"templates": templates, "services": {"api": {"alerts": alerts}}}
    filled, filling = fill_in(data)
    expansion = Expander().expand(filled, filling, Merged())
    assert not expansion.mistakes
    found: dict[str, Any] = expansion.data["services"]["api"]["alerts"]
    return found


@given(plain_trees, plain_trees)
def test_using_a_template_is_writing_out_what_lies_over_it(
    body: dict[str, Any], changes: dict[str, Any]
) -> None:
    expanded = _expanded({"x": {"template": "t", **changes}}, {"t": {"alert": body}})
    assert expanded == {"x": merge(body, changes)}


words = st.text(alphabet="ab${} /", max_size=6)


@given(words, words, words)
def test_a_parameter_is_taken_in_as_it_is(before: str, value: str, after: str) -> None:
    before = before.replace("$", "")
    body = {"summary": f"{before}${{p}}{after.replace('{', '')}"}
    use = {"template": "t", "with": {"p": REFERENCE.sub(r"$\g<0>", value)}}
    expanded = _expanded({"x": use}, {"t": {"parameters": ["p"], "alert": body}})
    assert expanded["x"]["summary"] == f"{before}{value}{after.replace('{', '')}"
