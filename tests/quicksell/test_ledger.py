"""docs/quicksell.md names paths of the config and resources of the plan: all of them exist."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog import load_catalog
from setpoint.config import find_project, load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LEDGER = (ROOT / "docs" / "quicksell.md").read_text("utf-8")
CODE = re.compile(r"`([^`]+)`")
PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
SENTRY = {"MetricMonitor": "sentry_metric", "Alert": "sentry_issue"}


def cells(column: int) -> Iterator[str]:
    """Yield what stands in backticks in a column of the tables that have a config column."""
    inside = False
    for line in LEDGER.splitlines():
        if not line.startswith("|"):
            inside = False
        elif line.startswith("| The guide | Config |"):
            inside = True
        elif inside:
            yield from CODE.findall(line.split("|")[column])


@pytest.fixture(scope="module")
def config() -> Any:
    return load(find_project(ROOT), "prod").config


@pytest.fixture(scope="module")
def resources() -> set[str]:
    """Every resource of the golden plan as `Type name`, and Sentry's alerts of the catalog."""
    plan = json.loads(
        (ROOT / "tests" / "golden" / "quicksell" / "plan-prod.json").read_text("utf-8")
    )
    known = {f"{key.split(' ', 1)[0].rsplit(':', 1)[1]} {key.split(' ', 1)[1]}" for key in plan}
    alerts = load_catalog(ROOT, "prod").alerts.values()
    by_kind = {kind: name for name, kind in SENTRY.items()}
    return known | {
        f"{by_kind[alert.kind]} {alert.id}" for alert in alerts if alert.kind in by_kind
    }


@pytest.mark.parametrize("path", sorted(set(cells(2))))
def test_a_config_path_of_the_ledger_exists(path: str, config: Any) -> None:
    value = config
    for name, index in PART.findall(path):
        if index:
            value = value[int(index)]
        else:
            value = value[name] if isinstance(value, Mapping) else getattr(value, name)
        assert value is not None, f"{path} is empty"


@pytest.mark.parametrize("resource", sorted(set(cells(3))))
def test_a_resource_of_the_ledger_exists(resource: str, resources: set[str]) -> None:
    assert resource in resources


def test_every_alert_is_in_the_ledger() -> None:
    for alert in load_catalog(ROOT, "prod").alerts.values():
        path = f"services.{alert.service}.alerts.{alert.name}"
        assert path in LEDGER, f"{alert.id} is not in docs/quicksell.md"


def test_every_custom_metric_is_listed_for_whoever_publishes_it() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "alerts").glob("*.yaml"))
    used = set(re.findall(r"namespace: (QuickSell/\w+), name: (\w+)", text))
    listed = LEDGER.partition("## Metrics that the applications must publish")[2]
    for namespace, name in used - {("QuickSell/Logs", "ApiErrors")}:
        (row,) = [line for line in listed.splitlines() if f"| {namespace} |" in line]
        assert re.search(rf"\b{name}\b", row), f"{namespace} {name} is not listed"
