"""Whom escalations reach in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.catalog.model import Catalog, Target


def paged_people(catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of everybody whom some escalation may tell, each once."""
    targets = [t for e in catalog.escalations.values() for rule in e.rules for t in rule.targets]
    return tuple(dict.fromkeys(person for target in targets for person in _people(target, catalog)))


def told(targets: Iterable[Target], catalog: Catalog) -> frozenset[tuple[str, str]]:
    """Return what a level tells as kind and id; a schedule of one person is that person."""
    return frozenset(_resolved(target, catalog) for target in targets)


def _resolved(target: Target, catalog: Catalog) -> tuple[str, str]:
    people = _people(target, catalog)
    return ("person", people[0]) if len(people) == 1 else (target.kind, target.id)


def _people(target: Target, catalog: Catalog) -> tuple[str, ...]:
    if target.kind == "person":
        return (target.id,)
    return catalog.schedules[target.id].people
