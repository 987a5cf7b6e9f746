"""Every case over the real command: what is refused and where, what lint finds, what is planned."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]
    CaseOf = Callable[[str], Path]

# The text at which the error of each key stands; what isn't named is right.
REFUSED: Final[Mapping[str, Mapping[str, str]]] = {
    "03-dst-nights": {"lord-howe.time_zone": "Australia/Lord_Howe"},
    "05-sentry-limits": {
        "crash-free-short.sentry_metric.time_window": "5m",
        "crash-free-change.sentry_metric.detection": "percent",
        "equals.sentry_metric.comparison": '"=="',
        "differs.sentry_metric.comparison": '"!="',
        "two-kinds.sentry_metric.event_types": "event_types",
        "weighted.sentry_metric.extrapolation_mode": "server_weighted",
        "replays.sentry_metric.dataset": "replays",
        "less-than-nothing.sentry_metric.threshold": "120%",
    },
    "08-log-patterns": {
        "regex-group.cloudwatch_logs.pattern": r"(attempt [0-9]+\)",
        "selector.cloudwatch_logs.pattern": "status =",
        "single-quotes.cloudwatch_logs.pattern": "'error'",
        "double-equals.cloudwatch_logs.pattern": '= "error"',
        "unquoted.cloudwatch_logs.pattern": ": /api/pay",
        "wildcards.cloudwatch_logs.pattern": "$.a[*].b[*].c",
        "foreign-value.cloudwatch_logs.metric.value": "$.duration",
        "odd-name.cloudwatch_logs.metric.namespace": ":Logs",
        "odd-name.cloudwatch_logs.metric.name": ":outs*",
        "per-instance.cloudwatch_logs.metric.dimensions": "dimensions",
    },
    "09-metrics-insights": {
        "bad-single.cloudwatch_math.expression": '"i-1"',
        "bad-fn.cloudwatch_math.expression": "P99(Duration)",
        "bad-or.cloudwatch_math.expression": "OR FunctionName",
        "bad-like.cloudwatch_math.expression": "LIKE",
        "bad-noquote.cloudwatch_math.expression": "/Lambda",
    },
    "11-math-syntax": {
        "wrong-1.cloudwatch_math.expression": '"',
        "wrong-2.cloudwatch_math.expression": 'm2"',
        "wrong-3.cloudwatch_math.expression": "% 2",
        "wrong-4.cloudwatch_math.expression": "= m2",
        "wrong-5.cloudwatch_math.expression": "> m2",
        "wrong-6.cloudwatch_math.expression": "? m2",
        "wrong-7.cloudwatch_math.expression": "[m1, m2]",
        "wrong-8.cloudwatch_math.expression": "METRICS()",
        "wrong-9.cloudwatch_math.expression": "* m2",
        "wrong-10.cloudwatch_math.expressions.e1": "e2 + m1",
        "wrong-query.cloudwatch_math.expression": "P99(Duration)",
    },
}
# What lint finds, by alert or section; nothing in a case that is right.
FOUND: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "01-prom-same-name": (),
    "04-dimension-values": (
        ("case/slow-by-name", "dimension/form"),
        ("case/unhealthy-by-arn", "dimension/form"),
        ("case/unhealthy-by-arn", "dimension/form"),
        ("case/queue-by-url", "dimension/form"),
        ("case/function-by-arn", "dimension/form"),
        ("case/database-by-arn", "dimension/form"),
    ),
    "07-guarded-sms": (),
    "10-percent-of-fraction": (),
    "14-math-period/after": (),
    "14-math-period/before": (),
    "16-prom-always-fires": (
        ("web/no-condition", "prometheus/always-fires"),
        ("web/bool", "prometheus/always-fires"),
        ("web/or-vector", "prometheus/always-fires"),
        ("web/quantile-95", "prometheus/quantile"),
        ("web/no-le", "prometheus/no-le"),
        ("web/unlike-labels", "prometheus/unlike-labels"),
        ("web/rate-of-sum", "prometheus/sum-before-rate"),
    ),
    "18-metric-unknown": (),
    "20-region-of-metric": (),
    "21-ok-and-other-actions": (),
    "22-kms-topic": (),
    "23-round-robin": (),
    # What the edit of the pull request does; the review tells it as a loss.
    "27-support-hours/after": (("services.api", "paging/asleep-outside-hours"),),
    "27-support-hours/before": (),
    "31-prom-rule-names": (
        ("web/pending", "prometheus/odd-name"),
        ("web/absent", "prometheus/odd-name"),
        ("web/share", "prometheus/odd-name"),
    ),
}
PLACE: Final = re.compile(r"alerts/case\.yaml:(\d+):(\d+): \w+\.(?:\w+\.alerts\.)?(\S+): .+")


def test_every_case_is_here(shared_dir: Path) -> None:
    cases = shared_dir / "cases"
    projects = (each.parent for each in cases.glob("**/Pulumi.yaml"))
    named = {str(each.relative_to(cases)) for each in projects}
    assert named == REFUSED.keys() | FOUND.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_each_mistake_is_an_error_at_its_place(case_of: CaseOf, run: Run, name: str) -> None:
    case = case_of(name)
    lines = (case / "alerts" / "case.yaml").read_text().splitlines()

    checked = run("--project", case, "check")

    assert checked.returncode == 2
    *told, count = (checked.stdout + checked.stderr).splitlines()
    assert count.split()[0] == str(len(REFUSED[name]))
    found = [match.groups() for line in told if (match := PLACE.fullmatch(line))]
    assert [key for _, _, key in found] == list(REFUSED[name])
    for line, column, key in found:
        assert lines[int(line) - 1][int(column) - 1 :].startswith(REFUSED[name][key])


@pytest.mark.parametrize("name", FOUND)
def test_what_is_valid_is_shown_and_planned_and_lint_finds_no_more(
    case_of: CaseOf, run: Run, name: str
) -> None:
    case = case_of(name)

    for command in ("check", "show", "plan --env prod"):
        done = run("--project", case, *command.split())
        assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(run("--project", case, "lint", "--format", "json").stdout)["findings"]
    assert [(each["subject"], each["check"]) for each in found] == list(FOUND[name])
