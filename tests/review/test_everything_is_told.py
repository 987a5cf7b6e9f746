"""Whatever differs between the plans of two sides is told, and nothing else is.

Pairs are made of edits of every field of every model (`every_edit`), in configs that have every
section between them (`every_config.yaml`). What a server of one's own gets as files is planned,
too. A time to respond and an owner may stand nowhere but here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from setpoint.automation.plan import render_plan
from setpoint.catalog.routes import SENTRY_KINDS
from setpoint.config import ConfigError
from setpoint.report.rule_files import RuleFilesError, rule_files
from setpoint.review import review
from tests.review.conftest import Prices, sides, write
from tests.review.every_edit import Edit, edited, edits, fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Catalog
    from setpoint.config.model import Section
    from setpoint.review import AlertChange, Review, Side

GIVEN: Final = yaml.safe_load((Path(__file__).parent / "every_config.yaml").read_text())
FEW: Final = 1  # valid edits of a field in a config
TRIED: Final = 20
MORE: Final = 40  # tried where none of those is valid
OTHERS: Final = 3  # edited configs for each pair of two of them


def laid_over(base: Any, over: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    return {**base, **{key: laid_over(base.get(key), value) for key, value in over.items()}}


@dataclass
class Version:
    """A config as one environment has it, and what would be provisioned."""

    side: Side
    edit: Edit | None = None

    @cached_property
    def planned(self) -> Any:
        return [*render_plan(self.side.catalog), *files(self.side.catalog).items()]


def files(catalog: Catalog) -> Mapping[str, str]:
    if catalog.prometheus is None or catalog.prometheus.workspace != "none":
        return {}
    try:
        return rule_files(catalog).files
    except RuleFilesError:
        return {}


def version(config: Any, folder: Path, edit: Edit | None = None) -> Version | None:
    """Return a config's version, None where it is not valid."""
    try:
        found = sides(write(folder, edited(config, edit) if edit else config, {"prod": {}}))
    except ConfigError:
        return None
    return Version(found["prod"], edit)


def versions(config: Any, folder: Path) -> Iterator[Version]:
    """Yield some valid versions for each field, from all of the places where it stands."""
    places: dict[tuple[type[Section], str], list[list[Edit]]] = {}
    for (owner, key, _), tried in edits(config).items():
        places.setdefault((owner, key), []).append(tried)
    for tried in places.values():
        made = (version(config, folder, edit) for edit in in_turn(tried))
        yield from islice(filter(None, made), FEW)


def in_turn(places: list[list[Edit]]) -> Iterator[Edit]:
    """Yield edits of a field: the first ones of each place, then others at each place."""
    first = (edit for each in zip_longest(*places) for edit in each if edit)
    yield from islice(first, TRIED)
    turned = (tried[at % len(tried) :] for at, tried in enumerate(places, TRIED) if tried)
    other = (edit for each in zip_longest(*turned) for edit in each if edit)
    yield from islice(other, MORE)


def told(old: Version, new: Version) -> Review:
    return review({"prod": old.side}, {"prod": new.side}, pricing=Prices())


def what_is_told_wrongly(old: Version, new: Version) -> str | None:
    """Return what is wrong with what is told of a pair, None if nothing is."""
    found, differs = told(old, new), old.planned != new.planned
    if differs and found.empty:
        return "differs, and nothing is told"
    if not differs and not found.empty and not _unseen(found):
        return f"is the same, and is told: {[edit.path for edit in found.edits]}"
    return None


def _unseen(found: Review) -> bool:
    """Whether all that is told is nothing that a plan can show.

    An address with a secret in it is masked as a whole; a time to respond is a promise that rules
    of Prometheus don't repeat, and an owner one that Sentry doesn't.
    """
    beside = all(edit.path == "pagerduty.region" for edit in found.edits if not edit.changes)
    return not found.losses and beside and all(map(_promised, found.changes))


def _promised(change: AlertChange) -> bool:
    key = {"prometheus": "respond_within"}.get(change.alert.kind)
    key = "owner" if change.alert.kind in SENTRY_KINDS else key
    return all(field.path == key for field in change.fields)


def pairs(base: Version, made: list[Version], name: str) -> Iterator[tuple[Version, Version]]:
    """Yield the config itself with each edited one, both ways, and edited ones with another."""
    for each in made:
        yield base, each
        yield each, base
    random = Random(name)  # noqa: S311 - the same pairs each time
    yield from ((*random.sample(made, 2),) for _ in range(len(made) // OTHERS))  # type: ignore[misc]


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_plans_differ_if_and_only_if_something_is_told(tmp_path: Path) -> None:
    covered: set[str] = set()
    wrong: list[str] = []
    number = 0
    for name, given in GIVEN["configs"].items():
        base = version(laid_over(GIVEN["all"], given), tmp_path)
        assert base, f"the config {name} is valid"
        made = list(versions(laid_over(GIVEN["all"], given), tmp_path))
        covered |= {each.edit.field for each in made if each.edit}
        for old, new in pairs(base, made, name):
            number += 1
            said = what_is_told_wrongly(old, new)
            wrong += [f"{name}: {old.edit} to {new.edit}: {said}"] if said else []

    assert wrong == []
    assert number >= 2000
    assert fields() - covered == set()
