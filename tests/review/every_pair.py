"""Pairs of configs of which the plans are compared with what a review tells.

They are made of edits of every field of models (`every_edit`), in configs that have every section
between them (`every_config.yaml`). What a server of one's own gets as files is planned, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, zip_longest
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import yaml

from setpoint.automation.plan import render_plan
from setpoint.catalog.routes import SENTRY_KINDS
from setpoint.config import ConfigError
from setpoint.config.load import Memory
from setpoint.report.rule_files import RuleFilesError, rule_files
from setpoint.review import review
from tests.review.conftest import Prices, sides, write, write_alerts
from tests.review.every_edit import Edit, edited, edits, names_nothing

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


@dataclass(frozen=True)
class Configs:
    """A config and edits of it, read as `diff` reads two sides: what is unchanged is shared."""

    config: Any
    folder: Path
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def base(self) -> Version:
        """The config itself."""
        folder = write(self.folder, self.config, {"prod": {}})
        return Version(sides(folder, self.memory)["prod"])

    def versions(self, owners: set[type[Section]]) -> Iterator[Version]:
        """Yield some valid versions for each field, from all of the places where it stands."""
        places: dict[tuple[type[Section], str], list[list[Edit]]] = {}
        for (owner, key, _), tried in edits(self.config, owners).items():
            places.setdefault((owner, key), []).append(tried)
        for tried in places.values():
            made = map(self._version, filter(self._is_sound, in_turn(tried)))
            yield from islice(filter(None, made), FEW)

    def _is_sound(self, edit: Edit) -> bool:
        """Whether an edit names what there is; the rest the reader of the config says."""
        return names_nothing(edited(self.config, edit)) <= self._unknown

    @cached_property
    def _unknown(self) -> set[str]:
        return names_nothing(self.config)

    def _version(self, edit: Edit) -> Version | None:
        """Return a version, None where it is not valid."""
        write_alerts(self.folder, edited(self.config, edit))
        try:
            return Version(sides(self.folder, self.memory)["prod"], edit)
        except ConfigError:
            return None


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


@dataclass
class Compared:
    """What comparing many pairs found."""

    pairs: int = 0
    edited: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def compared(owners: set[type[Section]], folder: Path) -> Compared:
    """Compare the plans of pairs that differ in fields of some models with what is told of them."""
    found = Compared()
    for name, given in GIVEN["configs"].items():
        configs = Configs(laid_over(GIVEN["all"], given), folder)
        base = configs.base
        made = list(configs.versions(owners))
        found.edited |= {each.edit.field for each in made if each.edit}
        for old, new in pairs(base, made, name):
            found.pairs += 1
            said = what_is_told_wrongly(old, new)
            found.wrong += [f"{name}: {old.edit} to {new.edit}: {said}"] if said else []
    return found
