"""Every Prometheus rule of an organization fires on series that shall set it off, and only then."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from setpoint.catalog import load_catalog
from setpoint.catalog.prometheus_files import rule_file, rules_by_service
from tests.organizations import ORGANIZATIONS
from tests.prometheus.conftest import promtool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.organizations import Organization

CASES = {path.stem: path for path in sorted((Path(__file__).parent / "rules").glob("*.yaml"))}


class Run(NamedTuple):
    """What is given to a rule, and whether it fires."""

    organization: str
    rule: str
    given: dict[str, Any]
    fires: bool


def runs() -> Iterator[Run]:
    for organization, path in CASES.items():
        for rule, case in yaml.safe_load(path.read_text("utf-8")).items():
            yield Run(organization, rule, case["fires"], fires=True)
            yield from (Run(organization, rule, given, fires=False) for given in case["quiet"])


def rules(organization: Organization) -> dict[str, str]:
    """Return the files of an organization's rules in prod."""
    alerts = load_catalog(organization.root, "prod").alerts
    found = rules_by_service(alerts.values())
    return {f"rules/{name}.yaml": rule_file(name, each) for name, each in found.items()}


def rule_names(files: dict[str, str]) -> list[str]:
    """Names of the rules; where several share one, with their severity."""
    rules = [
        (rule["alert"], rule["labels"]["severity"])
        for text in files.values()
        for group in yaml.safe_load(text)["groups"]
        for rule in group["rules"]
    ]
    count = Counter(name for name, _ in rules)
    return sorted(name if count[name] == 1 else f"{name}/{severity}" for name, severity in rules)


@pytest.fixture(scope="module")
def files_of(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a folder with the files of each organization that has rules."""
    folders = {}
    for organization in ORGANIZATIONS:
        if files := rules(organization):
            folders[organization.name] = folder = tmp_path_factory.mktemp(organization.name)
            (folder / "rules").mkdir()
            for name, text in files.items():
                (folder / name).write_text(text, "utf-8")
    return folders


@pytest.mark.parametrize("organization", ORGANIZATIONS, ids=[one.name for one in ORGANIZATIONS])
def test_every_rule_has_its_cases(organization: Organization) -> None:
    path = CASES.get(organization.name)
    cases = yaml.safe_load(path.read_text("utf-8")) if path else {}
    assert rule_names(rules(organization)) == sorted(cases)


@pytest.mark.parametrize("organization", CASES)
def test_promtool_takes_the_rules(organization: str, files_of: dict[str, Path]) -> None:
    folder = files_of[organization]
    names = sorted(str(path.relative_to(folder)) for path in folder.glob("rules/*.yaml"))
    done = promtool(folder, "check", "rules", *names)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("run", list(runs()), ids=lambda run: f"{run.rule} {run.fires}")
def test_it_fires_when_it_shall(run: Run, files_of: dict[str, Path]) -> None:
    folder = files_of[run.organization]
    (folder / "test.yaml").write_text(yaml.safe_dump(_test_file(run)), "utf-8")
    done = promtool(folder, "test", "rules", "test.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def _test_file(run: Run) -> dict[str, Any]:
    name, _, severity = run.rule.partition("/")
    only = f',severity="{severity}"' if severity else ""
    firing = f'ALERTS{{alertname="{name}",alertstate="firing"{only}}}'
    expected = {
        "expr": f"(count({firing}) or vector(0)) > bool 0",
        "eval_time": run.given["at"],
        "exp_samples": [{"labels": "{}", "value": int(run.fires)}],
    }
    series = [{"series": key, "values": str(it)} for key, it in run.given["series"].items()]
    test = {"interval": "1m", "input_series": series, "promql_expr_test": [expected]}
    return {"rule_files": ["rules/*.yaml"], "evaluation_interval": "1m", "tests": [test]}
