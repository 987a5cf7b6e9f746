"""Every YAML block that is a config, or a stack config, loads and gives a catalog."""

from __future__ import annotations

from shutil import copytree
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from setpoint.config.model import Config
from tests.docs.pages import ROOT, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.docs.pages import Block

# What the examples leave out. Whatever an example defines itself is taken out of here.
SURROUNDINGS = yaml.safe_load(
    dedent("""
    organization: acme
    defaults: { runbooks: docs/runbooks/, runbook_url: https://runbooks.example.com/ }
    variables: { database: acme-prod }
    slack: { workspace: T0ACME, channels: { "#alerts": C0ALERTS, "#incidents": C0INCIDENTS } }
    sentry:
      organization: acme
      integrations: { slack: Acme, pagerduty: acme }
      projects: { checkout: { team: core } }
    people:
      ana: { name: Ana, email: ana@example.com }
      bo: { name: Bo, email: bo@example.com }
      cy: { name: Cy, email: cy@example.com }
    teams:
      core: { name: Core, people: [ana] }
      platform: { name: Platform, people: [bo] }
    schedules:
      primary:
        time_zone: UTC
        layers: [{ rotation: weekly, handoff: monday 09:00, start: "2026-01-05", people: [ana] }]
    escalations:
      core: { rules: [{ notify: [{ schedule: primary }] }] }
      platform: { rules: [{ notify: [{ schedule: primary }] }] }
    severities:
      critical: { page: high, slack: ["#incidents"] }
      high: { slack: ["#alerts"] }
    services:
      shop:
        team: core
        alerts:
          high-cpu:
            severity: high
            summary: CPU is high
            cloudwatch:
              metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }
              comparison: ">"
              threshold: 80%
    """)
)
LINT = ROOT / "docs" / "lint"  # parts of configs, run by the tests of the checks
SHARED = {
    "slack",
    "sentry",
    "defaults",
    "pagerduty",
}  # sections whose keys two files may not both define


def examples() -> Iterator[tuple[Block, Block | None]]:
    """Yield each config with the stack config that follows it on its page, if one does."""
    found = [one for one in blocks("yaml") if _kind(one) and one.page.parent != LINT]
    for one, after in zip(found, [*found[1:], None], strict=True):
        if _kind(one) == "base":
            follows = after and after.page == one.page and _kind(after) == "overlay"
            yield one, after if follows else None


def _kind(block: Block) -> str | None:
    keys = set(_texts(block))
    if keys and keys <= set(Config.model_fields):
        return "base"
    return "overlay" if keys == {"config"} else None


def _texts(block: Block) -> dict[str, Any]:
    """Return the block's data with every scalar as text: `10:00` is no number here."""
    return yaml.load(block.text, yaml.BaseLoader) or {}  # noqa: S506 - the safest of all loaders


def _surroundings(block: Block) -> dict[str, Any]:
    given = _texts(block)
    rest: dict[str, Any] = {}
    for key, value in SURROUNDINGS.items():
        if key not in given:
            rest[key] = value
        elif isinstance(value, dict) and key not in SHARED:
            rest[key] = {name: entry for name, entry in value.items() if name not in given[key]}
    return rest


ALL = list(examples())


def test_there_are_examples_of_every_signal_and_of_overlays() -> None:
    text = "".join(base.text for base, _ in ALL)
    for signal in ("cloudwatch", "cloudwatch_math", "cloudwatch_anomaly", "cloudwatch_logs",
                   "composite", "http_check", "sentry_metric", "sentry_issue", "sentry_uptime",
                   "sentry_cron"):  # fmt: skip
        assert f"{signal}:" in text
    assert sum(overlay is not None for _, overlay in ALL) >= 2


@pytest.mark.parametrize(("base", "overlay"), ALL, ids=[str(base) for base, _ in ALL])
def test_the_example_loads(base: Block, overlay: Block | None, tmp_path: Path) -> None:
    (tmp_path / "alerts").mkdir()
    copytree(ROOT / "docs" / "runbooks", tmp_path / "docs" / "runbooks")
    (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    (tmp_path / "Pulumi.prod.yaml").write_text("config: {}\n")
    (tmp_path / "Pulumi.staging.yaml").write_text(overlay.text if overlay else "config: {}\n")
    (tmp_path / "alerts" / "example.yaml").write_text(base.text)
    rest = yaml.safe_dump(_surroundings(base))
    (tmp_path / "alerts" / "rest.yaml").write_text(rest)
    loaded = load_all(find_project(tmp_path))
    for config in loaded.values():
        assert build(config).alerts
    if overlay:
        assert loaded["prod"].config != loaded["staging"].config
