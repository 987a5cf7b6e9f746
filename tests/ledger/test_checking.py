"""A ledger's page is held to the config and the plan of an environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog import build
from setpoint.config import find_project, load
from setpoint.ledger import mistakes, outline
from setpoint.report.ledger import ledger_markdown, mistakes_text

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig

CONFIG = """
organization: acme
people: { ana: { name: Ana, email: ana@example.com } }
teams: { core: { name: Core, people: [ana] } }
severities: { high: { email: [core@example.com] } }
services:
  api:
    team: core
    alerts:
      high-cpu:
        severity: high
        summary: CPU is high | very
        cloudwatch:
          metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }
          comparison: ">"
          threshold: 80%
"""
HEAD = "| The document | Config | Resources |\n|---|---|---|\n"
ROW = "| CPU | `services.api.alerts.high-cpu` | `MetricAlarm api/high-cpu` |\n"


LEVELS = """
      busy:
        summary: The servers are busy
        levels: { high: 80%, low: 60% }
        cloudwatch:
          metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }
          comparison: ">"
"""


@dataclass(frozen=True)
class One:
    type: str
    name: str


PLAN = (
    One("setpoint:cloudwatch:ServiceAlarms", "api"),
    One("aws:cloudwatch/metricAlarm:MetricAlarm", "api/high-cpu"),
    One("aws:cloudwatch/metricAlarm:MetricAlarm", "api/high-cpu-elsewhere"),
    One("aws:sns/topic:Topic", "high"),
    One("aws:sns/topicSubscription:TopicSubscription", "high/email-core"),
    One("aws:sns/topic:Topic", "low"),
)


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedConfig:
    (tmp_path / "Pulumi.yaml").write_text("name: acme\n")
    (tmp_path / "Pulumi.prod.yaml").write_text("config: {}\n")
    (tmp_path / "alerts.yaml").write_text(CONFIG)
    return load(find_project(tmp_path), "prod")


@pytest.fixture
def with_levels(loaded: LoadedConfig) -> LoadedConfig:
    root = loaded.project.root
    text = CONFIG.rstrip("\n").replace("[core@example.com] } }", "[core@example.com] }, low: {} }")
    (root / "alerts.yaml").write_text(text + LEVELS)
    return load(find_project(root), "prod")


def wrong(page: str, loaded: LoadedConfig) -> list[str]:
    return list(mistakes_text(Path("p.md"), mistakes(page, loaded, build(loaded), PLAN)))


def test_a_page_that_agrees_has_no_mistake(loaded: LoadedConfig) -> None:
    assert wrong(HEAD + ROW, loaded) == []


def test_a_path_below_an_alert_stands_for_it(loaded: LoadedConfig) -> None:
    row = "| CPU | `services.api.alerts.high-cpu.cloudwatch.threshold`, `teams.core.people[0]` | |"
    assert wrong(HEAD + row, loaded) == []


@pytest.mark.parametrize(
    ("paths", "missing"),
    [
        (["busy"], []),
        (["busy.levels"], []),
        (["busy.cloudwatch.metric"], []),
        (["busy.levels.high"], ["busy-low"]),
        (["busy.levels.high", "busy.levels.low.cloudwatch.threshold"], []),
    ],
)
def test_an_alert_with_levels_stands_for_them_and_a_level_for_itself(
    paths: list[str], missing: list[str], with_levels: LoadedConfig
) -> None:
    cell = ", ".join(f"`services.api.alerts.{path}`" for path in paths)
    found = wrong(f"{HEAD}{ROW}| Busy | {cell} | |\n", with_levels)
    assert [one.rpartition(".")[2] for one in found] == missing


def test_a_level_that_is_not_there_is_told(with_levels: LoadedConfig) -> None:
    path = "services.api.alerts.busy.levels.critical"
    first, *_ = wrong(f"{HEAD}{ROW}| Busy | `{path}` | |\n", with_levels)
    assert "the config has no busy-critical" in first


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("services.apy", "services.apy: the config has no apy; did you mean api?"),
        (
            "services.api.alerts.high-cpu.cloudwatch.treshold",
            "services.api.alerts.high-cpu.cloudwatch.treshold: the config has no treshold; did you",
        ),
        ("teams.core.people[1]", "teams.core.people[1]: the config has no [1]"),
        ("services.api.escalation", "services.api.escalation: the config has no escalation"),
        ("services.api.copy", "services.api.copy: the config has no copy"),
    ],
)
def test_a_path_to_nothing_is_told_with_its_line(
    path: str, said: str, loaded: LoadedConfig
) -> None:
    first, *_ = wrong(f"# Page\n\n{HEAD}{ROW}| More | `{path}` | |\n", loaded)
    assert first.startswith(f"p.md:6: {said}")


def test_a_resource_that_is_not_planned_is_told_with_the_nearest(loaded: LoadedConfig) -> None:
    found = wrong(f"{HEAD}{ROW}| More | | `MetricAlarm api/high-cpus` |\n", loaded)
    said = "there is no resource MetricAlarm api/high-cpus; did you mean MetricAlarm api/high-cpu?"
    assert found == [f"p.md:4: {said}"]


def test_an_alert_that_only_prose_and_other_tables_name_is_left_out(loaded: LoadedConfig) -> None:
    page = f"{ROW}\n`services.api.alerts.high-cpu`\n\n| Config | Else |\n|---|---|\n{ROW}"
    said = "the alert api/high-cpu is in no row: services.api.alerts.high-cpu"
    assert wrong(page, loaded) == [f"p.md:1: {said}"]


def test_an_outline_has_each_alert_with_its_resources_and_place(loaded: LoadedConfig) -> None:
    tables = outline(loaded, build(loaded), PLAN)
    assert [table.title for table in tables] == ["Alerts of api", "Severities and channels"]
    text = ledger_markdown("prod", tables)
    assert (
        "| CPU is high \\| very | `services.api.alerts.high-cpu` | `MetricAlarm api/high-cpu`"
        " | alerts.yaml:10 |\n"
    ) in text
    assert "| `severities.high` | `Topic high`, `TopicSubscription high/email-core` |" in text


def test_an_outline_is_a_page_without_mistakes(loaded: LoadedConfig) -> None:
    assert wrong(ledger_markdown("prod", outline(loaded, build(loaded), PLAN)), loaded) == []
