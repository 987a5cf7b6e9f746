"""Shorthands of alerts written out: what a use of a template stands for, then each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.declarations import Unread
from setpoint.config.expanding import levels
from setpoint.config.expanding.expansion import Expansion
from setpoint.config.expanding.uses import Templates, UseWriter, Written
from setpoint.config.merging.uses import CUT, USE_KEYS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.expanding.levels import Level
    from setpoint.config.merging.overlay import Merged
    from setpoint.config.merging.variables import Filling
    from setpoint.config.path import Path

_LEVELS = "levels"
_SHORTHANDS = USE_KEYS | {_LEVELS}


class Expander:
    """Writes out the shorthands of one project's environments.

    What comes out of the same input is the very same object, so that alerts which
    environments share are typed once.
    """

    def __init__(self) -> None:
        self._uses = UseWriter()
        # Inputs are kept beside the outcome, so that their identities are not used again.
        self._levels: dict[tuple[Path, int], tuple[Any, list[tuple[Level, dict[str, Any]]]]] = {}

    def expand(self, data: dict[str, Any], filling: Filling, merged: Merged) -> Expansion:
        """Return the config without shorthands.

        Args:
            data: The config with variables filled in, but not in templates' alerts.
            filling: How; is told which variables templates use.
            merged: The config before, with what its overlay removed.
        """
        expansion = Expansion(data)
        short = dict(_with_shorthands(data))
        if not short:
            return expansion
        templates, services = Templates(data, filling), dict(data["services"])
        for service, names in short.items():
            old: dict[str, Any] = services[service]["alerts"]
            new: dict[str, Any] = {}
            for name, entry in old.items():
                path: Path = ("services", service, "alerts", name)
                written = {name: entry}
                if name in names:
                    found = self._use(path, entry, templates, expansion, merged)
                    written = self._leveled(path, found, old, expansion)
                new |= written
            services[service] = {**services[service], "alerts": new}
        expansion.data = {**data, "services": services}
        return expansion

    def _use(
        self,
        path: Path,
        entry: dict[str, Any],
        templates: Templates,
        expansion: Expansion,
        merged: Merged,
    ) -> Written | None:
        """An alert without its template, None if there is no alert to be had."""
        if USE_KEYS.isdisjoint(entry):
            return Written(entry, (), (), ())
        found = self._uses.write(path, entry, templates, expansion)
        if found is not None:
            expansion.mistakes += _mislaid(path, found, merged)
            expansion.unfilled |= {(*path, *below) for below in found.unfilled}
        return found

    def _leveled(
        self, path: Path, found: Written | None, siblings: Mapping[str, Any], expansion: Expansion
    ) -> dict[str, Any]:
        """An alert's levels by id, the alert itself if it has none."""
        name = str(path[-1])
        if found is None or _LEVELS not in found.alert:
            return {name: Unread(siblings[name]) if found is None else found.alert}
        expansion.mistakes += levels.mistakes(found.alert, path, siblings)
        known = self._levels.get((path, id(found.alert)))
        if known is None:
            known = found.alert, levels.write_out(found.alert, name)
            self._levels[path, id(found.alert)] = known
        written: dict[str, Any] = {}
        for level, alert in known[1]:
            if level.id not in siblings:
                written[level.id] = alert
                expansion.levels[str(path[1]), level.id] = level
                unfilled = (place for below in found.unfilled for place in level.places(below))
                missing = level.missing(alert)
                expansion.unfilled |= {(*path[:-1], level.id, *at) for at in (*unfilled, *missing)}
        return written or {name: Unread(found.alert)}


def _with_shorthands(data: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each service that has alerts with shorthands, with their ids."""
    services = data.get("services")
    for service, section in services.items() if isinstance(services, dict) else ():
        alerts = section.get("alerts") if isinstance(section, dict) else None
        if isinstance(alerts, dict):
            names = frozenset(
                name
                for name, entry in alerts.items()
                if isinstance(entry, dict) and not _SHORTHANDS.isdisjoint(entry)
            )
            if names:
                yield service, names


def _mislaid(path: Path, found: Written, merged: Merged) -> Iterator[Mistake]:
    """What can't lie over the template: removals of what is not there, levels cut short."""
    for below in found.absent:
        if (*path, *below) not in merged.cleared:
            message = "does not exist in the template, so null removes nothing"
            yield Mistake((*path, *below), message, on_key=True)
    for below in found.cut:
        yield Mistake((*path, *below), f"{CUT} the template says here; write it under its key")
