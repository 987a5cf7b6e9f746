"""Each use of a template written out as the alert that it stands for.

Variables outside of templates are filled in before; a template's alert is filled in here, for
each use, because its parameters come before variables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.config.expanding.expansion import Expansion, Use
from setpoint.config.expanding.overrides import Overrides
from setpoint.config.expanding.parameters import Shape, read_given
from setpoint.config.merging.uses import USE_KEYS
from setpoint.config.merging.variables import Filling, TooMuchTextError, names_in
from setpoint.config.model.types.refusal import describe
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config.path import Path


class Written(NamedTuple):
    """A use written out; paths are below the alert."""

    alert: dict[str, Any]
    unfilled: tuple[Path, ...]
    absent: tuple[Path, ...]
    cut: tuple[Path, ...]


class Templates:
    """The templates of one environment.

    Attributes:
        shapes: By id.
        filling: How variables are filled in; is told which of them templates use.
    """

    def __init__(self, data: dict[str, Any], filling: Filling) -> None:
        known = data.get("templates")
        templates = known.items() if isinstance(known, dict) else ()
        self.shapes = {name: Shape.of(name, template) for name, template in templates}
        self.filling = filling


class UseWriter:
    """Writes out the uses of one project's environments.

    What comes out is the very same object where the template, the use and the variables in
    it are the same.
    """

    def __init__(self) -> None:
        # Inputs are kept beside the outcome, so that their identities are not used again.
        self._done: dict[tuple[Any, ...], tuple[Any, Written]] = {}
        self._names: dict[int, tuple[Any, frozenset[str]]] = {}

    def write(
        self, path: Path, entry: dict[str, Any], templates: Templates, expansion: Expansion
    ) -> Written | None:
        """Return the alert that a use stands for, None if there is nothing to make it from."""
        mistake = _no_template(path, entry, templates.shapes)
        if mistake is not None:
            expansion.mistakes.append(mistake)
            return None
        shape, filling = templates.shapes[entry["template"]], templates.filling
        given, mistakes = read_given(shape, entry.get("with", {}), path)
        expansion.mistakes += mistakes
        expansion.uses[str(path[1]), str(path[3])] = Use(shape.id, given.paths)
        if shape.body is None:
            return None
        names = self._names_in(shape.body)
        filling.used |= (names - given.values.keys()) & filling.variables.keys()
        scope = {**filling.variables, **given.values}
        return self._written(path, entry, shape.body, Filling(scope, filling.room), names)

    def _written(
        self,
        path: Path,
        entry: dict[str, Any],
        body: dict[str, Any],
        filling: Filling,
        names: frozenset[str],
    ) -> Written:
        """The body filled in, with the rest of the use over it."""
        scope = filling.variables
        taken = tuple((type(v), v) for v in (scope.get(name) for name in sorted(names)))
        key = (path, id(entry), id(body), taken)
        known = self._done.get(key)
        if known is None:
            overrides = Overrides()
            filled = _filled(filling, body, path)
            rest = {key: value for key, value in entry.items() if key not in USE_KEYS}
            alert = overrides.apply(rest, filled)
            unfilled = tuple(path for path, _ in filling.unknown)
            written = Written(alert, unfilled, tuple(overrides.absent), tuple(overrides.cut))
            known = self._done[key] = ((entry, body), written)
        return known[1]

    def _names_in(self, body: dict[str, Any]) -> frozenset[str]:
        """Names that the texts of a body take in."""
        known = self._names.get(id(body))
        if known is None:
            known = self._names[id(body)] = (body, frozenset(name for _, name in names_in(body)))
        return known[1]


def _filled(filling: Filling, body: dict[str, Any], use: Path) -> Any:
    try:
        return filling.fill(body)
    except TooMuchTextError:
        raise TooMuchTextError(use) from None


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
