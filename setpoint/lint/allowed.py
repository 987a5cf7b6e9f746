"""What the config allows: which findings stay quiet, and what is wrong with the allowing.

An allowance covers a finding in its own environment until its day, when it lapses: the finding
counts again, and the allowance is one itself (`allow/expired`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from setpoint.lint.finding import Finding
from setpoint.lint.registry import all_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Allowance, Origin
    from setpoint.lint.check import Check
    from setpoint.lint.project import Project

# These speak of allowances and can't be allowed away.
ABOUT_ALLOWANCES = frozenset({"allow/expired", "allow/unknown-check", "allow/unused"})
UNUSED = "allow/unused"


@dataclass(slots=True)
class Allowed:
    """The allowances of all environments, and which of them were needed."""

    _by_check: dict[tuple[str, str], list[Allowance]] = field(default_factory=dict)
    _used: set[tuple[Origin, str]] = field(default_factory=set)

    @classmethod
    def of(cls, project: Project) -> Allowed:
        """Return the allowances that hold today."""
        allowed = cls()
        for name, environment in project.environments.items():
            for each in environment.catalog.allowances:
                if each.until > project.today:
                    allowed._by_check.setdefault((name, each.check), []).append(each)
        return allowed

    def covers(self, finding: Finding) -> bool:
        """Whether a finding of a single environment stays quiet."""
        if finding.check in ABOUT_ALLOWANCES:
            return False
        covered = False
        for each in self._by_check.get((finding.environments[0], finding.check), ()):
            if _within(finding.subject, each.scope):
                self._used.add((each.origin, each.check))
                covered = True
        return covered

    def findings(self, ran: Iterable[Check], *, partial: bool) -> Iterator[Finding]:
        """Yield an `allow/unused` for each allowance without a finding to cover.

        Args:
            ran: The checks that have run; others' allowances may be needed.
            partial: Whether only some checks were asked for.
        """
        names = {check.name for check in ran}
        if partial and UNUSED not in names:
            return
        check = all_checks()[UNUSED]
        for (environment, name), allowances in self._by_check.items():
            for each in allowances:
                if name in names and (each.origin, name) not in self._used:
                    yield Finding(
                        check=check.name,
                        severity=check.severity,
                        subject=each.scope,
                        environments=(environment,),
                        origin=each.origin,
                        message=f"{name} finds nothing here; delete the allowance",
                    )


def _within(subject: str, scope: str) -> bool:
    """Whether a subject is the scope, or a part of it."""
    if not scope or subject == scope:
        return True
    return subject.startswith(f"{scope}/") or subject == f"services.{scope}"
