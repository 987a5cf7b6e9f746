"""Two versions of a small project, and the review of what differs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from setpoint.review import Side, review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from setpoint.catalog.model import Alert, Catalog
    from setpoint.config.load import Memory
    from setpoint.review import Review, Told

ORGANIZATION = """
organization: acme
slack: { workspace: T0ACME, channels: { "#incidents": C0INC, "#alerts": C0ALE } }
sentry:
  organization: acme
  integrations: { slack: Acme, pagerduty: acme }
  projects: { shop: { platform: node, team: core }, blog: { platform: node, team: core } }
people:
  ana: { name: Ana, email: ana@example.com, phone: "+1 555 010 0001" }
  ben: { name: Ben, email: ben@example.com }
  eve: { name: Eve, email: eve@example.com }
teams: { core: { name: Core, people: [ana, ben] }, other: { name: Other, people: [eve] } }
schedules:
  primary:
    time_zone: UTC
    layers: [{ rotation: weekly, handoff: monday 09:00, start: 2025-11-24, people: [ana, ben] }]
escalations:
  core:
    team: core
    rules: [{ notify: [{ schedule: primary }] }, { after: 15m, notify: [{ person: eve }] }]
  fast: { team: core, rules: [{ notify: [{ person: ana }] }] }
severities:
  critical: { page: high, slack: ["#incidents"], respond_within: 5m }
  low: { page: low, slack: ["#alerts"] }
  high: { slack: ["#alerts"] }
  silent: {}
"""
Config = dict[str, Any]
_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the one in C is ten times as fast


class Prices:
    """A dollar for each alert."""

    def of_alert(self, alert: Alert) -> Decimal:
        return Decimal(1)

    def of_environment(self, catalog: Catalog) -> Decimal:
        return Decimal(len(catalog.alerts))


def alert(signal: Mapping[str, Any], **options: Any) -> Config:
    """An alert with what every alert needs."""
    return {"severity": "critical", "summary": "It is broken", **options, **signal}


def cpu(**changes: Any) -> Config:
    """A plain alarm on a metric."""
    metric = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Average"}
    return {"cloudwatch": {"metric": metric, "comparison": ">", "threshold": "80%", **changes}}


def told(people: Iterable[Told]) -> tuple[str, ...]:
    """Whom an alert tells, and how, as a review says it."""
    return tuple(map(str, people))


def project(alerts: Mapping[str, Any], **more: Any) -> Config:
    """A config with these alerts in the service `shop`; `more` replaces whole sections."""
    base = yaml.safe_load(ORGANIZATION)
    service = {"team": "core", "escalation": "core", "sentry_project": "shop", "alerts": alerts}
    rules = any("prometheus" in each for each in alerts.values())
    server = {"prometheus": {"workspace": "managed"}} if rules else {}
    return {**base, "services": {"shop": service}, **server, **more}


def write(folder: Path, config: Config, overlays: Mapping[str, Config]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    write_alerts(folder, config)
    for name, overlay in overlays.items():
        stack = {"config": {"aws:region": "us-east-1", "setpoint:config": overlay}}
        (folder / f"Pulumi.{name}.yaml").write_text(_dumped(stack))
    return folder


def write_alerts(folder: Path, config: Config) -> None:
    (folder / "alerts.yaml").write_text(_dumped(config))


def _dumped(data: Config) -> str:
    dumped: str = yaml.dump(data, Dumper=_DUMPER, sort_keys=False, width=1000)
    return dumped


def sides(folder: Path, memory: Memory | None = None) -> dict[str, Side]:
    loaded = load_all(find_project(folder), memory)
    return {name: Side(each, build(each)) for name, each in loaded.items()}


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., Review]:
    """A function from two configs (and their overlays by environment) to the review."""

    def run(
        old: Config,
        new: Config,
        *,
        old_overlays: Mapping[str, Config] | None = None,
        new_overlays: Mapping[str, Config] | None = None,
    ) -> Review:
        before = old_overlays or {"prod": {}}
        base = sides(write(tmp_path / "old", old, before))
        head = sides(write(tmp_path / "new", new, new_overlays or before))
        return review(base, head, pricing=Prices())

    return run
