"""Judges a program's inputs by a type's fields and fills in defaults and names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN, CheckFailure, CheckResult
from sandbox.plugins.aws.fields import snake, type_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.fields import Field

_DEFAULTS = "__defaults"
_SUFFIX_DIGITS = 7


def check_inputs(  # noqa: PLR0913 - what a check is about
    fields: Mapping[str, Field],
    *,
    resource: str,
    olds: Props,
    news: Props,
    seed: bytes,
    auto_name: str | None,
    conflicts: Mapping[str, tuple[str, ...]],
) -> CheckResult:
    """Check and complete a program's inputs.

    Args:
        fields: The type's inputs.
        resource: The resource's name in the program.
        olds: The last checked inputs.
        news: What the program says.
        seed: What the engine wants invented names to depend on.
        auto_name: The input that is invented where a program leaves it out.
        conflicts: By input, the inputs that it excludes.
    """
    given = {key: value for key, value in news.items() if value is not None}
    inputs, added = _with_defaults(fields, given, olds)
    if auto_name and auto_name not in given and f"{auto_name}Prefix" not in given:
        inputs[auto_name] = _kept_name(olds, auto_name) or _invented(resource, seed)
        added.append(auto_name)
    inputs[_DEFAULTS] = sorted(added)
    problems = [
        *_problems(fields, inputs, ()),
        *_conflicting(given, conflicts),
    ]
    return CheckResult(inputs, [_failure(resource, path, text) for path, text in problems])


def _with_defaults(
    fields: Mapping[str, Field], given: Props, olds: Props
) -> tuple[Props, list[str]]:
    """Fill in what a program leaves out.

    Where a refresh saw another value than the default, that value is the default from then on, as
    with the published plugin (pulumi-terraform-bridge, `applyDefaults`, "old default").
    """
    kept = {key: olds[key] for key in olds.get(_DEFAULTS) or () if olds.get(key) is not None}
    missing = {
        name: kept.get(name, field.default)
        for name, field in fields.items()
        if field.default is not None and name not in given
    }
    nested = {
        name: _with_defaults(field.members, given[name], {})[0]
        for name, field in fields.items()
        if field.kind == "object" and field.members and isinstance(given.get(name), dict)
    }
    return given | nested | missing, list(missing)


def _kept_name(olds: Props, name: str) -> str | None:
    kept = name in olds.get(_DEFAULTS, []) and olds.get(name)
    return str(kept) if kept else None


def _invented(resource: str, seed: bytes) -> str:
    digest = hashlib.sha256(seed or resource.encode()).hexdigest()
    return f"{resource}-{digest[:_SUFFIX_DIGITS]}"


def _problems(
    fields: Mapping[str, Field], inputs: Props, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in inputs:
        if name not in fields and not name.startswith("__"):
            yield (*path, name), "Invalid or unknown key"
    for name, field in fields.items():
        value = inputs.get(name)
        if value is None and field.required:
            text = (
                f'Missing required argument. The argument "{snake(name)}" is required, '
                "but no definition was found."
            )
            yield (*path, name), text
        elif value is not None and value is not UNKNOWN:
            yield from _value_problems(field, value, (*path, name))


def _value_problems(
    field: Field, value: Any, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    wrong = type_error(field, value) or (field.rule(value) if field.rule else None)
    if wrong:
        yield path, wrong.replace("%s", snake(path[-1]))
        return
    if field.kind == "object":
        yield from _problems(field.members or {}, value, path)
    elif field.kind in ("list", "set") and field.members:
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield from _problems(field.members, item, (*path, f"[{index}]"))


def _conflicting(
    given: Props, conflicts: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, others in conflicts.items():
        for other in others:
            if name in given and other in given:
                text = f'Conflicting configuration arguments. "{snake(name)}": conflicts with '
                yield (name,), f"{text}{snake(other)}"


def _failure(resource: str, path: tuple[str, ...], text: str) -> CheckFailure:
    place = ".".join(path).replace(".[", "[")
    return CheckFailure(place, f"{text}. Examine values at '{resource}.{place}'.")
