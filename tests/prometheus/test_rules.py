"""Each alert of cases.yaml as promtool evaluates it: it fires when it shall, and only then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.catalog.signals.prometheus import rule_name
from tests.prometheus.conftest import promtool

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
PROVES = {"fires": True, "quiet": False}
RUNS = [
    (name, series, fires)
    for name, case in CASES.items()
    for key, fires in PROVES.items()
    for series in (case[key] if isinstance(case[key], list) else [case[key]])
]


@pytest.mark.parametrize("name", CASES)
def test_the_rule_is_the_one_that_was_meant(
    name: str, rules_of: Callable[[dict[str, Any]], Path]
) -> None:
    path = rules_of({name: CASES[name]["alert"]})
    (rule,) = yaml.safe_load(path.read_text())["groups"][0]["rules"]
    assert {key: rule[key] for key in ("expr", "for") if key in rule} == CASES[name]["rule"]


@pytest.mark.parametrize(("name", "given", "fires"), RUNS)
def test_it_fires_when_it_shall(
    name: str, given: dict[str, Any], *, fires: bool, rules_of: Callable[[dict[str, Any]], Path]
) -> None:
    path = rules_of({name: CASES[name]["alert"]})
    done = evaluate(path, rule_name(name), given, fires=fires)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_no_template_spoils_no_file_of_rules(
    rules_of: Callable[[dict[str, Any]], Path],
) -> None:
    """Prometheus refuses all rules of a service for one annotation that it can't read."""
    path = rules_of(
        {
            "down": {
                "severity": "critical",
                "summary": "Down",
                "owner": "odd",
                "runbook": "https://example.com/{{down",
                "prometheus": {"expr": "up == 0"},
            }
        }
    )
    done = promtool(path.parent, "check", "rules", path.name)
    assert done.returncode == 0, done.stdout + done.stderr
    (rule,) = yaml.safe_load(path.read_text())["groups"][0]["rules"]
    assert rule["annotations"]["owner"] == '{{ "{{" }} odd }}'


def test_a_moved_threshold_is_noticed(rules_of: Callable[[dict[str, Any]], Path]) -> None:
    case = CASES["with-a-threshold"]
    moved = {**case["alert"], "prometheus": {**case["alert"]["prometheus"], "threshold": "260ms"}}
    path = rules_of({"with-a-threshold": moved})
    assert evaluate(path, "WithAThreshold", case["fires"], fires=True).returncode == 1


def test_promtool_takes_all_rules_together(rules_of: Callable[[dict[str, Any]], Path]) -> None:
    path = rules_of({name: case["alert"] for name, case in CASES.items()})
    done = promtool(path.parent, "check", "rules", path.name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CASES)} rules found" in done.stdout


def evaluate(path: Path, name: str, given: dict[str, Any], *, fires: bool) -> Any:
    """Have promtool count how many alerts of the name are pending and firing."""
    series = [{"series": key, "values": str(value)} for key, value in given["series"].items()]
    firing = f'count(ALERTS{{alertname="{name}",alertstate="firing"}}) or vector(0)'
    expected = {
        "expr": firing,
        "eval_time": given["at"],
        "exp_samples": [{"labels": "{}", "value": 1 if fires else 0}],
    }
    test = {"interval": "1m", "input_series": series, "promql_expr_test": [expected]}
    document = {"rule_files": [path.name], "evaluation_interval": "1m", "tests": [test]}
    path.with_name("test.yaml").write_text(yaml.safe_dump(document))
    return promtool(path.parent, "test", "rules", "test.yaml")
