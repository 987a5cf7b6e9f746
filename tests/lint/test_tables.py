"""Each check on its table, tests/lint/tables/NAME.yaml: what it must say, and what it lets pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.lint import all_checks, lint
from tests.lint.cases import FOLDER, expand, project_in, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.lint import Finding

TABLES = {
    table.stem: yaml.safe_load(table.read_text("utf-8"))
    for table in sorted((FOLDER / "tables").glob("*.yaml"))
}
BY_FILE = {name.replace("/", "_").replace("-", "_"): check for name, check in all_checks().items()}
# What needs a server, and what needs the other checks, is tested in modules of its own.
ELSEWHERE = {"runbook_dead_link", "allow_unused"}
BAD = [(table, case) for table, cases in TABLES.items() for case in cases["bad"]]
GOOD = [(table, case) for table, cases in TABLES.items() for case in cases["good"]]


def named(value: Any) -> str:
    return value["name"] if isinstance(value, dict) else value


def found_in(folder: Path, table: str, case: dict[str, Any]) -> list[Finding]:
    project = project_in(write(folder, expand(case)))
    return list(lint(project, only=[BY_FILE[table]]))


@pytest.mark.parametrize(("table", "case"), BAD, ids=named)
def test_bad_is_found(tmp_path: Path, table: str, case: dict[str, Any]) -> None:
    found = found_in(tmp_path, table, case)
    assert [f for f in found if case["says"] in f.message], [f.message for f in found]
    assert all((tmp_path / f.origin.file).is_file() for f in found)
    assert len(found) == case.get("count", 1), [str(f.origin) + f.message for f in found]


@pytest.mark.parametrize(("table", "case"), GOOD, ids=named)
def test_good_passes(tmp_path: Path, table: str, case: dict[str, Any]) -> None:
    assert [f.message for f in found_in(tmp_path, table, case)] == []


def test_tables_and_checks_go_together() -> None:
    assert set(TABLES) == set(BY_FILE) - ELSEWHERE
    for table, cases in TABLES.items():
        assert cases["bad"], table
        assert cases["good"], table
        names = [case["name"] for case in (*cases["bad"], *cases["good"])]
        assert len(names) == len(set(names)), table


def test_the_base_of_the_tables_is_clean(tmp_path: Path) -> None:
    found = lint(project_in(write(tmp_path, expand({}))))
    assert [(f.check, f.message) for f in found] == []
