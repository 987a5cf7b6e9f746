"""Templates by themselves, used or not: their parameters, and the keys of their alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from setpoint.config.merging.uses import USE_KEYS
from setpoint.config.merging.variables import names_in
from setpoint.config.model import Alert
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.sentences import mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from setpoint.config.model import Template
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_LISTED = 12
_NOT_TYPED = USE_KEYS | {"levels"}


def check(draft: Draft) -> Iterator[Mistake]:
    """Parameters that nothing takes in, names that nothing is, templates made from templates."""
    variables = draft.names("variables")
    for name, template in draft.config.templates.items():
        path = ("templates", name)
        yield from _parameters(template, path, _taken_in_base(draft, name))
        yield from _names(template, path, variables)
        for key in USE_KEYS & template.alert.keys():
            message = "a template is made from no other template; write out what it takes from it"
            yield Mistake((*path, "alert", key), message, on_key=True)
        yield from _keys(template, (*path, "alert"))


def _taken_in_base(draft: Draft, name: str) -> set[str]:
    """Names that the base's template takes in: an overlay may say the same in so many words."""
    templates = draft.base.get("templates")
    return {n for _, n in names_in(templates.get(name))} if isinstance(templates, dict) else set()


def _parameters(template: Template, path: Path, in_base: set[str]) -> Iterator[Mistake]:
    """Each parameter is there once and taken in somewhere."""
    taken = in_base | {name for _, name in names_in(template.alert)}
    for n, name in enumerate(template.parameters):
        if name in template.defaults:
            message = f"{name!r} has a default, so that a use need not give it; delete one of both"
            yield Mistake((*path, "parameters", n), message, name)
        elif name in template.parameters[:n]:
            yield Mistake((*path, "parameters", n), f"{name!r} stands twice here", name)
        elif name not in taken:
            yield Mistake((*path, "parameters", n), _unused(name), name)
    for name in template.defaults:
        if name not in taken:
            yield Mistake((*path, "defaults", name), _unused(name), name, on_key=True)


def _unused(name: str) -> str:
    return f"nothing in the template's alert takes in {name!r}; write ${{{name}}} or delete it"


def _names(template: Template, path: Path, variables: list[str]) -> Iterator[Mistake]:
    """Names in texts that are neither a parameter nor a variable."""
    known = dict.fromkeys((*template.parameters, *template.defaults, *variables))
    for below, name in names_in(template.alert, (*path, "alert")):
        if name in known:
            continue
        close = nearest(name, known)
        message = f"there is no parameter or variable {name!r}"
        if close is None:
            some = ", ".join(list(known)[:_LISTED])
            message += f"; there are {some}" if some else "; none is defined"
        yield Mistake(below, message, name, tuple(known), close)


def _keys(template: Template, path: Path) -> Iterator[Mistake]:
    """What is wrong whatever a use gives and adds."""
    body = {key: value for key, value in template.alert.items() if key not in _NOT_TYPED}
    try:
        Alert.model_validate(body)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            if not _is_open(each):
                yield mistake(each, Alert, path)


def _is_open(error: ErrorDetails) -> bool:
    """Whether a use may still set it right."""
    value: Any = error.get("input")
    return error["type"] in {"missing", "too_short"} or any(names_in(value))
