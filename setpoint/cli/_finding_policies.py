"""Policies about what lint finds in the new config, beside those about the change itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.cli import _clock
from setpoint.cli.failure import CommandError
from setpoint.review import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from setpoint.lint import Finding, Project
    from setpoint.review import Side

# Policy to the weights that break it; `uncovered-hours` is one check whatever its weight.
_WEIGHTS: Final[Mapping[str, frozenset[str]]] = {
    "lint-error": frozenset({"error"}),
    "lint-warning": frozenset({"error", "warning"}),
}
_CHECKS: Final[Mapping[str, str]] = {"uncovered-hours": "rota/uncovered-hours"}
NAMES: Final = (*_WEIGHTS, *_CHECKS)


def split(fail_on: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the policies about the change, and those about findings."""
    names = [name.strip() for text in fail_on for name in text.split(",") if name.strip()]
    return [name for name in names if name not in NAMES], [name for name in names if name in NAMES]


def broken(policies: Sequence[str], head: Mapping[str, Side]) -> tuple[Violation, ...]:
    """Return the findings in the new config that break a policy, each once a policy.

    Raises:
        CommandError: The new config's files are not there to be looked at.
    """
    if not policies or not head:
        return ()
    from setpoint.lint import lint

    found = lint(_project(head))
    return tuple(
        Violation(policy, f"{one.origin}: {one.message} ({one.check})")
        for policy in policies
        for one in found
        if _breaks(one, policy)
    )


def _breaks(finding: Finding, policy: str) -> bool:
    if policy in _CHECKS:
        return finding.check == _CHECKS[policy]
    return finding.severity in _WEIGHTS[policy]


def _project(head: Mapping[str, Side]) -> Project:
    from setpoint import oncall
    from setpoint.lint import Environment, Project, all_checks

    root = next(iter(head.values())).loaded.project.root
    if not root.is_dir():  # a revision, taken out of git and removed again
        raise CommandError(
            f"The policies {', '.join(NAMES)} look at files: leave HEAD out, so that the working"
            " tree is judged"
        )
    return Project(
        environments={name: Environment(side.catalog, side.loaded) for name, side in head.items()},
        root=root,
        today=_clock.today(),
        rota=oncall,
        checks=all_checks(),
    )
