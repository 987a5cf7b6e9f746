"""Policies of the command line, and what they say about a review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.cli import _finding_policies
from setpoint.cli.failure import CommandError
from setpoint.review import PolicyError, judge, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.cli._sides import Sides
    from setpoint.review import Review, Verdict


def reach_verdict(
    found: Review, sides: Sides, fail_on: Sequence[str], override: str | None
) -> Verdict:
    """Return what breaks which policy.

    Raises:
        CommandError: There is no such policy, or an override without a reason.
    """
    if override is not None and not override.strip():
        raise CommandError("--override needs a reason, which the output records")
    severities = {
        severity
        for side in (*sides.base.values(), *sides.head.values())
        for severity in side.loaded.config.severities
    }
    changes, findings = _finding_policies.split(fail_on)
    try:
        policies = parse(changes, severities=sorted(severities), environments=found.environments)
    except PolicyError as error:
        raise CommandError(str(error)) from error
    verdict = judge(found, policies, override)
    more = _finding_policies.broken(findings, sides.base, sides.head)
    return replace(
        verdict,
        policies=(*verdict.policies, *findings),
        violations=(*verdict.violations, *more),
    )
