"""Policies about what lint finds in the new config, beside those about the change itself.

What the change itself allows counts all the same: else whoever is held to a policy could lift it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.cli import _clock
from setpoint.cli.failure import CommandError
from setpoint.review import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from setpoint.catalog.model import Catalog
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


def broken(
    policies: Sequence[str], base: Mapping[str, Side], head: Mapping[str, Side]
) -> tuple[Violation, ...]:
    """Return the findings in the new config that break a policy, each once a policy.

    Raises:
        CommandError: The new config's files are not there to be looked at.
    """
    if not policies or not head:
        return ()
    from setpoint.lint import lint

    kept = {name: _kept(name, base, side.catalog) for name, side in head.items()}
    found = lint(_project(head, kept))
    same = all(kept[name] is side.catalog for name, side in head.items())
    plain = found if same else lint(_project(head, {}))
    left = {(one.check, one.origin, one.message) for one in plain}

    def told(one: Finding) -> str:
        new = (one.check, one.origin, one.message) not in left
        allowed = "; this change allows it itself" if new else ""
        return f"{one.origin}: {one.message} ({one.check}{allowed})"

    return tuple(
        Violation(policy, told(one)) for policy in policies for one in found if _breaks(one, policy)
    )


def _kept(name: str, base: Mapping[str, Side], catalog: Catalog) -> Catalog:
    """Return an environment's catalog with the allowances alone that were there before.

    Of an environment that is new, those of any other count. Their days are the old ones.
    """
    sides = [base[name]] if name in base else list(base.values())
    known = {(one.scope, one.check): one for side in sides for one in side.catalog.allowances}
    allowed = tuple(
        replace(one, until=min(one.until, before.until))
        for one in catalog.allowances
        if (before := known.get((one.scope, one.check)))
    )
    return catalog if allowed == catalog.allowances else replace(catalog, allowances=allowed)


def _breaks(finding: Finding, policy: str) -> bool:
    if policy in _CHECKS:
        return finding.check == _CHECKS[policy]
    return finding.severity in _WEIGHTS[policy]


def _project(head: Mapping[str, Side], instead: Mapping[str, Catalog]) -> Project:
    """Return what lint looks at, with other catalogs in place of some."""
    from setpoint import oncall
    from setpoint.lint import Environment, Project, all_checks

    root = next(iter(head.values())).loaded.project.root
    if not root.is_dir():  # a revision, taken out of git and removed again
        raise CommandError(
            f"The policies {', '.join(NAMES)} look at files: leave HEAD out, so that the working"
            " tree is judged"
        )
    return Project(
        environments={
            name: Environment(instead.get(name, side.catalog), side.loaded)
            for name, side in head.items()
        },
        root=root,
        today=_clock.today(),
        rota=oncall,
        checks=all_checks(),
    )
