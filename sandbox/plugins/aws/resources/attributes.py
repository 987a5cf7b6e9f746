"""SNS attributes, which are texts, as inputs of their own types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.plugins.aws.comparing import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.fields import Field


@dataclass(frozen=True)
class Attributes:
    """Which input is which attribute."""

    fields: Mapping[str, Field]
    names: Mapping[str, str]

    def wanted(self, state: Props, inputs: Props) -> Iterator[tuple[str, str]]:
        """Yield the attributes that have to be set, with their values as texts."""
        for name, attribute in self.names.items():
            field, old, new = self.fields[name], state.get(name), inputs.get(name)
            if (field.computed and new is None) or same(field, old, new):
                continue
            yield attribute, _text(new)

    def told(self, attributes: Mapping[str, str]) -> Props:
        """Return the inputs that attributes stand for."""
        return {
            name: _typed(self.fields[name], attributes[attribute])
            for name, attribute in self.names.items()
            if attributes.get(attribute) not in (None, "")
        }


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _typed(field: Field, text: str) -> Any:
    if field.kind == "boolean":
        return text == "true"
    return int(text) if field.kind == "integer" else text
