"""Inputs as an API takes them and its answers as outputs, by a type's fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.plugins.fields import is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.plugin import Props
    from sandbox.plugins.fields import Field

    Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Wire:
    """How one vendor's API writes things.

    Attributes:
        spelled: Makes the API's name of a property's.
        omits: Whether a value isn't sent.
        sparse: Whether outputs leave out what an answer lacks, instead of being empty.
    """

    spelled: Callable[[str], str]
    omits: Callable[[Any], bool] = is_empty
    sparse: bool = False

    def sent(self, fields: Fields, values: Props) -> Props:
        """Return a request's object of inputs."""
        body = {}
        for name, field in fields.items():
            value = values.get(name)
            silent = field.unread or field.output or not field.sent
            if not silent and (field.always or not self.omits(value)):
                body[field.api or self.spelled(name)] = self._written(field, value)
        return body

    def told(self, fields: Fields, answer: Mapping[str, Any]) -> Props:
        """Return outputs of an answer's object."""
        told = {
            name: self._read(field, answer.get(field.api or self.spelled(name)))
            for name, field in fields.items()
            if not field.unread
        }
        if not self.sparse:
            return told
        return {name: value for name, value in told.items() if value is not None}

    def _written(self, field: Field, value: Any) -> Any:
        if field.write:
            return field.write(value)
        if is_empty(value) and self.omits(value):
            return field.zero
        if field.refers or (field.members and field.is_list):
            many = value if field.is_list else [value]
            made = [self._item(field, item) for item in many]
            return made if field.is_list else made[0]
        return self.sent(field.members, value) if field.members else value

    def _item(self, field: Field, item: Any) -> Props:
        if field.refers:
            return {"id": item, "type": field.refers}
        return self.sent(field.members or {}, item)

    def _read(self, field: Field, value: Any) -> Any:
        if field.read:
            return field.read(value)
        if value is None:
            return None if self.sparse else field.zero
        if field.refers:
            ids = [item.get("id") or "" for item in (value if field.is_list else [value])]
            return ids if field.is_list else ids[0]
        if field.members:
            if field.is_list:
                return [self.told(field.members, item) for item in value]
            return self.told(field.members, value)
        return value
