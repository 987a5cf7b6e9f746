"""What the classes of the Sentry provider's resources, inputs and lookups have in common."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import pulumi

if TYPE_CHECKING:
    from collections.abc import Mapping

Result = TypeVar("Result")


class Arguments:
    """An input object. `tag` is the member that tells it from other kinds, and its value."""

    tag: ClassVar[tuple[str, str] | None] = None

    def properties(self) -> dict[str, Any]:
        """The object as the provider takes it."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        tagged = dict([self.tag]) if self.tag else {}
        return {**tagged, **properties({_camel(name): value for name, value in given.items()})}


class SentryResource(pulumi.CustomResource):
    """A resource of the package `sentry-alerting`."""

    def __init__(
        self,
        token: str,
        resource_name: str,
        inputs: Mapping[str, Any],
        outputs: tuple[str, ...],
        opts: pulumi.ResourceOptions | None,
    ) -> None:
        """`outputs` are the names of properties that are only known once it exists."""
        # A property that is left out still has an attribute once the engine has answered.
        given = {name: _value(value) for name, value in inputs.items()}
        everything = {**given, **dict.fromkeys(outputs)}
        super().__init__(token, resource_name, everything, opts)
        # The SDK makes an attribute per property under the property's own name.
        for name in everything:
            self.__dict__[_snake(name)] = self.__dict__[name]


def look_up(
    token: str,
    arguments: Mapping[str, Any],
    result: type[Result],
    opts: pulumi.InvokeOptions | None,
) -> pulumi.Output[Result]:
    """Call a function of the provider; `result` is the class of its answer."""
    answer = pulumi.runtime.invoke_output(token, properties(arguments), opts)
    return answer.apply(lambda found: _typed(result, found))


def _typed(result: type[Result], found: Mapping[str, Any]) -> Result:
    inner: dict[str, Any] = getattr(result, "inner", {})
    values = {_snake(name): value for name, value in found.items()}
    for name, kind in inner.items():
        values[name] = [_typed(kind, one) for one in values[name]]
    return result(**values)


def properties(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs as the provider takes them, without those left out."""
    return {name: _value(value) for name, value in inputs.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, Arguments):
        return value.properties()
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if isinstance(value, pulumi.Output):
        return value.apply(_value)
    return value


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", name)
