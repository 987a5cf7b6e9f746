"""PagerDuty's round robin of an escalation level."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_turns_by_incident_are_valid_and_told(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("23-round-robin")

    assert run("--project", case, "check").returncode == 0
    planned = run("--project", case, "plan", "--env", "prod", "--json").stdout
    (policy,) = [one for one in json.loads(planned) if one["type"].endswith(":EscalationPolicy")]
    kinds = [one["escalationRuleAssignmentStrategy"]["type"] for one in policy["inputs"]["rules"]]
    assert kinds == ["round_robin", "assign_to_everyone"]
    rota = run("--project", case, "oncall", "--env", "prod", "--from", "2026-12-07")
    assert "core: at once one of ana, bo, cy in turn; after 10m p" in rota.stdout


def test_a_review_tells_that_people_take_turns(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("23-round-robin")
    before = case.with_name("before")
    case.rename(before)
    after = case_of("23-round-robin")
    config = before / "alerts" / "case.yaml"
    config.write_text(config.read_text().replace(", strategy: round_robin", ""))

    told = run("diff", before, after).stdout

    assert "one of Ana Ruiz, Bo Lind, Cy Okoro in turn" in told
