"""A small project on disk, and what becomes of one alert in it."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog import build
from setpoint.config import find_project, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from setpoint.catalog.model import Alert, Catalog

BASE = """
organization: acme
defaults: { runbook_url: https://runbooks.example.com }
slack: { workspace: T0ACME, channels: { "#incidents": C0INC, "#alerts": C0ALE, "#extra": C0EXT } }
sentry:
  organization: acme
  integrations: { slack: Acme, pagerduty: acme }
  projects: { shop: { platform: node, team: core } }
people:
  ana: { name: Ana, email: ana@example.com, phone: "+1 555 010 0001" }
  ben: { name: Ben, email: ben@example.com }
  idle: { name: Idle, email: idle@example.com }
teams: { core: { name: Core, people: [ana] } }
schedules:
  primary:
    time_zone: UTC
    layers: [{ rotation: weekly, handoff: monday 09:00, start: 2025-11-24, people: [ana, ben] }]
escalations:
  core: { team: core, rules: [{ notify: [{ schedule: primary }] }] }
  fast: { team: core, rules: [{ notify: [{ person: ana }] }] }
severities:
  critical:
    page: high
    slack: ["#incidents"]
    email: [oncall@example.com]
    sms: ["+15550100099"]
    respond_within: 5m
  low: { page: low, slack: ["#alerts"] }
  high: { slack: ["#alerts"] }
services:
  shop:
    name: Shop
    team: core
    escalation: core
    sentry_project: shop
    alerts:
"""
METRIC = "{ namespace: AWS/EC2, name: CPUUtilization, statistic: Average }"
CPU = f"""
high-cpu:
  severity: critical
  summary: CPU is high
  cloudwatch: {{ metric: {METRIC}, comparison: ">", threshold: 80%, period: 1m }}
"""


@pytest.fixture
def catalog_of(tmp_path: Path) -> Callable[..., Catalog]:
    """Return a function from alerts (and more of the config) to the catalog."""

    def make(
        alerts: str = CPU,
        *,
        more: str = "",
        overlay: str = "",
        environment: str = "prod",
        region: str = "us-east-1",
    ) -> Catalog:
        (tmp_path / "alerts").mkdir(exist_ok=True)
        (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
        stack = f"config:\n  aws:region: {region}\n"
        if overlay:
            stack += f"  setpoint:config: {overlay}\n"
        (tmp_path / f"Pulumi.{environment}.yaml").write_text(stack)
        text = BASE + indent(dedent(alerts).strip("\n"), " " * 6) + "\n"
        (tmp_path / "alerts" / "a.yaml").write_text(text)
        (tmp_path / "alerts" / "more.yaml").write_text(dedent(more) or "variables: {}\n")
        return build(load(find_project(tmp_path), environment))

    return make


@pytest.fixture
def alert_of(catalog_of: Callable[..., Catalog]) -> Callable[..., Alert]:
    """Return a function from one alert's signal to the alert `shop/it`, of severity critical."""

    def make(signal: str, *, severity: str = "critical", **options: str) -> Alert:
        head = f"it:\n  severity: {severity}\n  summary: Something is wrong\n"
        body = indent(dedent(signal).strip("\n"), "  ")
        return catalog_of(head + body, **options).alerts["shop/it"]

    return make
