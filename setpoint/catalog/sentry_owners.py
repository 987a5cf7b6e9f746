"""Who owns something in Sentry: monitors and alerts, and by its rules parts of a project's code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import SentryOwnership, SentryOwnershipRule

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.config import model as config

PERSON: Final = "user:"

# Sentry's words by the config's.
_ASSIGNMENTS: Final = {
    "issue_owner": "Auto Assign to Issue Owner",
    "suspect_commits": "Auto Assign to Suspect Commits",
    "never": "Turn off Auto-Assignment",
}


def named_owner(owner: str, context: Context) -> str | None:
    """Return an owner of the config as the catalog has it: a team, or a person behind `user:`."""
    if owner in context.config.teams:
        return owner
    return None if owner == "none" else f"{PERSON}{owner}"


def build_ownership(project: config.SentryProject, context: Context) -> SentryOwnership | None:
    """Return a project's ownership rules, None where the config has none."""
    if not project.ownership:
        return None
    return SentryOwnership(
        rules=tuple(_rule(rule, context) for rule in project.ownership),
        auto_assignment=_ASSIGNMENTS[project.auto_assignment or "issue_owner"],
        fallthrough=project.fallthrough is not False,
    )


def _rule(rule: config.OwnershipRule, context: Context) -> SentryOwnershipRule:
    matches = {"path": rule.path, "url": rule.url, "module": rule.module}
    matches |= {f"tags.{name}": value for name, value in (rule.tags or {}).items()}
    kind, pattern = next((each, found) for each, found in matches.items() if found is not None)
    owners = (named_owner(owner, context) for owner in rule.owners)
    return SentryOwnershipRule(
        type=kind, pattern=pattern, owners=tuple(dict.fromkeys(filter(None, owners)))
    )


def owning_teams(ownership: SentryOwnership | None) -> tuple[str, ...]:
    """Return the teams among the owners, each once."""
    rules = ownership.rules if ownership else ()
    owners = (owner for rule in rules for owner in rule.owners)
    return tuple(dict.fromkeys(owner for owner in owners if not owner.startswith(PERSON)))
