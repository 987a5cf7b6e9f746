"""Judges a program's inputs by a type's fields and fills in defaults and names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN, CheckFailure
from sandbox.plugins.fields import snake, type_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props
    from sandbox.plugins.fields import Field, Kind

    Fields = Mapping[str, Field]

DEFAULTS = "__defaults"
_SUFFIX_DIGITS = 7


def completed(fields: Fields, given: Props, olds: Props, invented: Props) -> Props:
    """Return a program's inputs with what it leaves out filled in and noted under `__defaults`.

    Where a refresh saw another value than the default, that value is the default from then on, as
    with the published plugins (pulumi-terraform-bridge, `applyDefaults`, "old default").

    Args:
        fields: The type's inputs.
        given: What the program says.
        olds: The last checked inputs.
        invented: The name that the plugin makes up, if it does.
    """
    said = {key: value for key, value in given.items() if value is not None}
    kept = {key: olds[key] for key in olds.get(DEFAULTS) or () if olds.get(key) is not None}
    declared = {key: field.default for key, field in fields.items() if field.default is not None}
    missing = {
        key: kept.get(key, value)
        for key, value in {**declared, **invented}.items()
        if key not in said
    }
    nested = {key: _noted(fields[key], said[key]) for key in said if key in fields}
    return {DEFAULTS: sorted(missing), **said, **nested, **missing}


def _noted(field: Field, value: Any) -> Any:
    """Return a value of the field's kind; in objects with their defaults filled in and noted."""
    if field.members is None:
        return _converted(field.kind, value)
    if isinstance(value, list):
        return [_noted(field, item) for item in value]
    return completed(field.members, value, {}, {}) if isinstance(value, dict) else value


def _converted(kind: Kind, value: Any) -> Any:
    """Return a value as the published plugins take it.

    Numbers and truths are texts where texts belong, fractions of whole numbers are cut off
    (pulumi-terraform-bridge, `makeTerraformInput`).
    """
    if kind in ("string", "json") and isinstance(value, bool):
        return "true" if value else "false"
    if kind in ("string", "json") and isinstance(value, (int, float)):
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return int(value) if kind == "integer" and isinstance(value, float) else value


def bare(value: Any) -> Any:
    """Return a copy without the notes on defaults and without nulls."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        items = value.items()
        return {key: bare(item) for key, item in items if key != DEFAULTS and item is not None}
    return value


def invented_name(resource: str, seed: bytes) -> str:
    """Return the name for a resource that the program gives none."""
    digest = hashlib.sha256(seed or resource.encode()).hexdigest()
    return f"{resource}-{digest[:_SUFFIX_DIGITS]}"


@dataclass(frozen=True)
class _Location:
    """Where a value is: as the engine writes it, and as Terraform does."""

    written: str = ""
    terraform: str = ""

    def member(self, name: str, field: Field | None = None) -> _Location:
        """Return the place of a property here."""
        called = (field and field.block) or snake(name)
        return _Location(_joined(self.written, name), _joined(self.terraform, called))

    def item(self, index: int) -> _Location:
        """Return the place of an item of the list here."""
        return _Location(f"{self.written}[{index}]", _joined(self.terraform, str(index)))

    def inside(self, *, framework: bool) -> _Location:
        """Return the place in the single object here, which the older SDK has in a list."""
        return self if framework else _Location(self.written, _joined(self.terraform, "0"))

    def told_in(self, text: str) -> str:
        """Put Terraform's name of the place into a rule's words."""
        last = self.terraform.rpartition(".")[2]
        return text.replace("%s", self.terraform).replace("%n", last)


def _joined(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def failures(
    resource: str, fields: Fields, inputs: Props, *, framework: bool
) -> list[CheckFailure]:
    """Say what is wrong with inputs.

    Args:
        resource: The resource's name in the program.
        fields: The type's inputs.
        inputs: The completed inputs.
        framework: Whether the published type is of Terraform's newer framework.
    """
    found = []
    for place, text in _problems(fields, inputs, _Location(), framework=framework):
        examined = "" if framework else f". Examine values at '{resource}.{place.written}'."
        found.append(CheckFailure(place.written, f"{text}{examined}"))
    return found


def _problems(
    fields: Fields, inputs: Props, place: _Location, *, framework: bool
) -> Iterator[tuple[_Location, str]]:
    for name in inputs:
        unknown = name not in fields or fields[name].output
        if unknown and not name.startswith("__"):
            yield place.member(name), "Invalid or unknown key"
    for name, field in fields.items():
        value, here = inputs.get(name), place.member(name, field)
        if value is None and field.required:
            yield here, _missing(here, framework=framework)
        elif value is not None and value is not UNKNOWN:
            yield from _value_problems(field, value, here, framework=framework)


def _missing(place: _Location, *, framework: bool) -> str:
    if framework:
        return f"Missing required property '{place.written}'"
    return (
        f'Missing required argument. The argument "{place.terraform}" is required, but no '
        "definition was found."
    )


def _value_problems(
    field: Field, value: Any, place: _Location, *, framework: bool
) -> Iterator[tuple[_Location, str]]:
    wrong = type_error(field, value) or (field.rule(value) if field.rule else None)
    if wrong:
        yield place, place.told_in(wrong)
    elif field.members and isinstance(value, dict):
        inner = place.inside(framework=framework)
        yield from _problems(field.members, value, inner, framework=framework)
    elif field.members:
        for index, item in enumerate(value):
            if isinstance(item, dict):
                inner = place.item(index)
                yield from _problems(field.members, item, inner, framework=framework)


def conflicting(
    resource: str, given: Props, conflicts: Mapping[str, tuple[str, ...]]
) -> Iterator[CheckFailure]:
    """Say which of a program's inputs exclude each other.

    Args:
        resource: The resource's name in the program.
        given: The inputs that the program gives, without defaults.
        conflicts: By input, the inputs that it excludes.
    """
    for name, others in conflicts.items():
        for other in others:
            if given.get(name) is not None and given.get(other) is not None:
                text = f'"{snake(name)}": conflicts with {snake(other)}'
                examined = f"Examine values at '{resource}.{name}'."
                reason = f"Conflicting configuration arguments. {text}. {examined}"
                yield CheckFailure(name, reason)
