"""A finding stands at the value that is wrong, also in metric math."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.lint import lint
from tests.lint.cases import expand, project_in, write

if TYPE_CHECKING:
    from pathlib import Path

ALERTS = """\
services:
  store:
    team: core
    escalation: core
    alerts:
      it:
        severity: high
        summary: Servers of the shop are in trouble
        runbook: pay
        cloudwatch_math:
          expression: 100 * errors / calls
          metrics:
            errors:
              namespace: AWS/Lambda
              name: Errors
              dimensions:
                FunctionName: jobs
              statistic: Sum
            calls:
              namespace: AWS/Lambda
              name: Invocations
              dimensions:
                FunctionName: jobs
              statistic: Sum
          comparison: ">"
          threshold: 5%
          treat_missing_data: notBreaching
"""


@pytest.mark.parametrize(
    ("right", "wrong", "check"),
    [
        ("name: Invocations", "name: invocations", "metric/unknown"),
        ("name: Invocations", "name: Invocations\n              unit: None", "metric/other-unit"),
        ("FunctionName: jobs", "FunctionName: jobs:live", "dimension/form"),
        ("FunctionName: jobs", "Function: jobs", "dimension/unknown"),
    ],
)
def test_a_finding_in_metric_math_stands_at_its_line(
    tmp_path: Path, right: str, wrong: str, check: str
) -> None:
    folder = write(tmp_path, expand({}))
    text = ALERTS.replace(right, wrong, 1)
    (folder / "alerts").mkdir()
    (folder / "alerts" / "more.yaml").write_text(text, "utf-8")
    base = (folder / "alerts.yaml").read_text("utf-8")
    (folder / "alerts.yaml").unlink()
    (folder / "alerts" / "base.yaml").write_text(base, "utf-8")

    (found,) = [each for each in lint(project_in(folder)) if each.check == check]

    line = text.splitlines()[found.origin.line - 1]
    assert found.origin.file.endswith("more.yaml")
    assert line.strip() == wrong.splitlines()[-1].strip()
    assert line[found.origin.column - 1 :] == line.partition(": ")[2]


QUERY = """\
services:
  store:
    team: core
    escalation: core
    alerts:
      it:
        severity: high
        summary: Functions of the shop are in trouble
        runbook: pay
        cloudwatch_math:
          expression: >-
            SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)
            WHERE FunctionName = 'jobs'
          comparison: ">"
          threshold: 5
          treat_missing_data: notBreaching
"""


@pytest.mark.parametrize(
    ("right", "wrong", "check", "at"),
    [
        ("SUM(Errors)", "SUM(Errrors)", "metric/unknown", "Errrors"),
        ('"AWS/Lambda"', '"AWS/Lamda"', "namespace/misspelt", '"AWS/Lamda"'),
        ("= 'jobs'", "= 'jobs:live'", "dimension/form", "'jobs:live'"),
        ("WHERE FunctionName", "WHERE Function", "dimension/unknown", "Function ="),
        (
            "(\"AWS/Lambda\", FunctionName)\n            WHERE FunctionName = 'jobs'",
            '("AWS/Lambda", FunctionName, ExecutedVersion)',
            "dimension/other-set",
            '"AWS/Lambda"',
        ),
    ],
)
def test_a_finding_in_a_query_stands_at_its_character(
    tmp_path: Path, right: str, wrong: str, check: str, at: str
) -> None:
    text = QUERY.replace(right, wrong, 1)
    folder = write(tmp_path, expand({}))
    (folder / "alerts").mkdir()
    (folder / "alerts" / "more.yaml").write_text(text, "utf-8")
    (folder / "alerts.yaml").rename(folder / "alerts" / "base.yaml")

    (found,) = [each for each in lint(project_in(folder)) if each.check == check]

    line = text.splitlines()[found.origin.line - 1]
    assert line[found.origin.column - 1 :].startswith(at)


def test_a_finding_in_one_of_several_expressions_stands_in_that_one(tmp_path: Path) -> None:
    text = ALERTS.replace(
        "expression: 100 * errors / calls",
        "expression: 100 * share\n          expressions: { share: errors / MAX(calls) }",
    )
    folder = write(tmp_path, expand({}))
    (folder / "alerts").mkdir()
    (folder / "alerts" / "more.yaml").write_text(text, "utf-8")
    (folder / "alerts.yaml").rename(folder / "alerts" / "base.yaml")

    (found,) = [each for each in lint(project_in(folder)) if each.check == "math/range-dependent"]

    line = text.splitlines()[found.origin.line - 1]
    assert line[found.origin.column - 1 :].startswith("MAX(calls)")
