"""Each use of a template written out as the alert that it stands for.

Variables outside of templates are filled in before; a template's alert is filled in here, for
each use, because its parameters come before variables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.config.expanding.expansion import Expansion, Use
from setpoint.config.expanding.laying import lay_over
from setpoint.config.expanding.parameters import Shape, read_given
from setpoint.config.merging.uses import USE_KEYS
from setpoint.config.merging.variables import Filling, names_in
from setpoint.config.model.types.refusal import describe
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import UNREADABLE, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.merging.overlay import Merged
    from setpoint.config.path import Path


class _Written(NamedTuple):
    """A use written out; paths are below the alert."""

    alert: dict[str, Any]
    unfilled: tuple[Path, ...]
    absent: tuple[Path, ...]


class Expander:
    """Writes out the uses of one project's environments.

    What comes out is the very same object where the template, the use and the variables in
    it are the same, so that alerts which environments share are typed once.
    """

    def __init__(self) -> None:
        # Inputs are kept beside the outcome, so that their identities are not used again.
        self._done: dict[tuple[Any, ...], tuple[Any, _Written]] = {}
        self._names: dict[int, tuple[Any, frozenset[str]]] = {}

    def expand(self, data: dict[str, Any], filling: Filling, merged: Merged) -> Expansion:
        """Return the config without uses of templates.

        Args:
            data: The config with variables filled in, but not in templates' alerts.
            filling: How; is told which variables templates use.
            merged: The config before, with what its overlay removed.
        """
        expansion = Expansion(data)
        uses = list(_uses(data))
        if not uses:
            return expansion
        known = data.get("templates")
        shapes = {n: Shape.of(n, t) for n, t in known.items()} if isinstance(known, dict) else {}
        services = dict(data["services"])
        for service, names in uses:
            alerts = dict(services[service]["alerts"])
            for name in names:
                path = ("services", service, "alerts", name)
                found = self._alert(path, alerts[name], shapes, expansion, filling)
                alerts[name] = UNREADABLE if found is None else found.alert
                if found is not None:
                    expansion.mistakes += _absent(path, found, merged)
            services[service] = {**services[service], "alerts": alerts}
        expansion.data = {**data, "services": services}
        return expansion

    def _alert(
        self,
        path: Path,
        entry: dict[str, Any],
        shapes: Mapping[str, Shape],
        expansion: Expansion,
        filling: Filling,
    ) -> _Written | None:
        """A use written out, None if there is nothing to make it from."""
        mistake = _no_template(path, entry, shapes)
        if mistake is not None:
            expansion.mistakes.append(mistake)
            return None
        shape = shapes[entry["template"]]
        given, mistakes = read_given(shape, entry.get("with", {}), path)
        expansion.mistakes += mistakes
        expansion.uses[str(path[1]), str(path[3])] = Use(shape.id, given.paths)
        if shape.body is None:
            return None
        names = self._names_in(shape.body)
        filling.used |= (names - given.values.keys()) & filling.variables.keys()
        scope = {**filling.variables, **given.values}
        found = self._written(path, entry, shape.body, scope, names)
        expansion.unfilled |= {(*path, *below) for below in found.unfilled}
        return found

    def _written(
        self,
        path: Path,
        entry: dict[str, Any],
        body: dict[str, Any],
        scope: Mapping[str, Any],
        names: frozenset[str],
    ) -> _Written:
        """The body filled in, with the rest of the use over it."""
        taken = tuple((type(v), v) for v in (scope.get(name) for name in sorted(names)))
        key = (path, id(entry), id(body), taken)
        known = self._done.get(key)
        if known is None:
            filling = Filling(scope)
            absent: list[Path] = []
            filled = filling.fill(body)
            rest = {key: value for key, value in entry.items() if key not in USE_KEYS}
            alert = lay_over(filled, rest, (), absent)
            unfilled = tuple(path for path, _ in filling.unknown)
            known = ((entry, body), _Written(alert, unfilled, tuple(absent)))
            self._done[key] = known
        return known[1]

    def _names_in(self, body: dict[str, Any]) -> frozenset[str]:
        """Names that the texts of a body take in."""
        known = self._names.get(id(body))
        if known is None:
            known = self._names[id(body)] = (body, frozenset(name for _, name in names_in(body)))
        return known[1]


def _uses(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield each service that uses templates, with the alerts that do."""
    services = data.get("services")
    for service, section in services.items() if isinstance(services, dict) else ():
        alerts = section.get("alerts") if isinstance(section, dict) else None
        if isinstance(alerts, dict):
            names = [
                name
                for name, entry in alerts.items()
                if isinstance(entry, dict) and not USE_KEYS.isdisjoint(entry)
            ]
            if names:
                yield service, names


def _no_template(path: Path, entry: dict[str, Any], shapes: Mapping[str, Shape]) -> Mistake | None:
    """What is wrong with a use that names no template."""
    if "template" not in entry:
        message = "has no meaning without `template`"
        return Mistake((*path, "with"), message, on_key=True, incomplete=True)
    name = entry["template"]
    if not isinstance(name, str):
        message = f"{describe(name)} stands where the id of a template belongs"
        return Mistake((*path, "template"), message)
    if name in shapes:
        return None
    close = nearest(name, shapes)
    message = f"there is no template {name!r}"
    if close is None:
        message += f"; there are {', '.join(list(shapes)[:12])}" if shapes else "; none is defined"
    return Mistake((*path, "template"), message, name, tuple(shapes), close)


def _absent(path: Path, found: _Written, merged: Merged) -> Iterator[Mistake]:
    """Removals of what neither the template nor the base's use has."""
    for below in found.absent:
        if (*path, *below) not in merged.cleared:
            message = "does not exist in the template, so null removes nothing"
            yield Mistake((*path, *below), message, on_key=True)
