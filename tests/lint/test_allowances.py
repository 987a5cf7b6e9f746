"""What is allowed stays quiet where it is allowed, until its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.lint import lint
from tests.lint.cases import TODAY, expand, merged, project_in, write

if TYPE_CHECKING:
    from pathlib import Path

CHECK = "threshold/unreachable"
BAD = {"alarm": "Average AWS/EC2 CPUUtilization > 120%"}
UNTIL = TODAY + timedelta(days=30)


def allowing(check: str = CHECK, until: date = UNTIL) -> dict[str, Any]:
    entry = {"check": check, "reason": "New agent", "owner": "ana", "until": until}
    return {"allow": [entry]}


def below(place: str, allowance: dict[str, Any]) -> dict[str, Any]:
    """Return the allowance at a place of the config."""
    for part in reversed(place.split(".") if place else []):
        allowance = {part: allowance}
    return allowance


def found(folder: Path, *, today: date = TODAY, **case: Any) -> list[tuple[str, tuple[str, ...]]]:
    findings = lint(project_in(write(folder, expand({**BAD, **case})), today))
    return [
        (f.check, f.environments)
        for f in findings
        if f.severity != "info" and f.check != "slack/channel-twice"
    ]


def test_without_an_allowance_it_counts(tmp_path: Path) -> None:
    assert found(tmp_path) == [(CHECK, ("prod",))]


@pytest.mark.parametrize("place", ["", "services.shop", "services.shop.alerts.it"])
def test_an_allowance_covers_what_is_below_it(tmp_path: Path, place: str) -> None:
    assert found(tmp_path, config=below(place, allowing())) == []


def test_an_allowance_covers_its_own_alert_only(tmp_path: Path) -> None:
    config = below("services.shop.alerts.base-signal", allowing())
    assert found(tmp_path, config=config) == [("allow/unused", ("prod",)), (CHECK, ("prod",))]


def test_an_allowance_covers_its_own_check_only(tmp_path: Path) -> None:
    config = below("services.shop.alerts.it", allowing("threshold/always-met"))
    assert found(tmp_path, config=config) == [("allow/unused", ("prod",)), (CHECK, ("prod",))]


@pytest.mark.parametrize("days", [-1, 0, 1, 400])
def test_from_its_day_on_the_finding_counts_again(tmp_path: Path, days: int) -> None:
    config = below("services.shop.alerts.it", allowing())
    said = found(tmp_path, today=UNTIL + timedelta(days=days), config=config)
    over = [("allow/expired", ("prod",)), (CHECK, ("prod",))]
    assert [each for each in said if each in over] == (over if days >= 0 else [])


def test_an_overlay_allows_for_its_environment_alone(tmp_path: Path) -> None:
    staging = below("services.shop.alerts.it", allowing())
    assert found(tmp_path, staging=staging) == [(CHECK, ("prod",))]


def test_an_allowance_that_one_environment_needs_is_used(tmp_path: Path) -> None:
    config = below("services.shop.alerts.it", allowing())
    staging = {"services": {"shop": {"alerts": {"it": {"cloudwatch": {"threshold": "90%"}}}}}}
    assert found(tmp_path, config=config, staging=staging) == []


def test_an_allowance_for_nothing_is_unused_in_every_environment(tmp_path: Path) -> None:
    config = merged(
        below("services.shop.alerts.it", allowing()),
        {"services": {"shop": {"alerts": {"it": {"cloudwatch": {"threshold": "90%"}}}}}},
    )
    write_only = {"alarm": "Average AWS/EC2 CPUUtilization > 90%", "config": config}
    assert found(tmp_path, **write_only, staging={}) == [("allow/unused", ("prod", "staging"))]


@pytest.mark.parametrize("check", ["allow/expired", "allow/unknown-check", "allow/unused"])
def test_what_is_said_of_allowances_is_not_allowed_away(tmp_path: Path, check: str) -> None:
    config = merged(
        below("services.shop.alerts.it", allowing("threshold/nothing", TODAY)),
        below("services.shop", allowing(check)),
    )
    said = {name for name, _ in found(tmp_path, config=config)}
    assert {"allow/expired", "allow/unknown-check", CHECK} <= said
