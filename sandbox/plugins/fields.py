"""How a resource type declares its inputs and outputs.

The words are those of Terraform's schemas, which the published plugins are made of: an input is
required, or has a default, or is optional; `computed` ones keep what the vendor made of them where
a program says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "boolean", "map", "list", "set", "object", "json"]
Rule = Callable[[Any], "str | None"]

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "json": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "map": (dict,),
    "object": (dict,),
    "list": (list,),
    "set": (list,),
}
_ZEROS: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input or output.

    Attributes:
        kind: Its type; `set` is a list whose order doesn't matter, `json` text that is compared
            as the JSON it holds.
        required: Whether a program must give it.
        default: What it is when a program doesn't give it; no default is None.
        replaces: Whether a change needs a new resource.
        computed: Whether the vendor decides where a program doesn't.
        unread: Whether the vendor is neither told it nor tells it; the program's word is kept.
        output: Whether it is told only: no program gives it.
        sent: Whether the vendor is told it in the same request as the rest.
        rule: Returns what is wrong with a value, or None, in the words of `sandbox.plugins.rules`.
        members: The fields of an object, or of each object of a list or set.
        block: Its name in Terraform where that isn't the same in other letters.
        api: Its name in the vendor's API where that isn't the same in the API's letters.
        refers: What the API calls a reference to it; the value is an id, or a list of ids.
        always: Whether it is sent even if empty.
        null: Whether it is null where it is empty, instead of a zero or an empty list.
        write: Makes the API's value of a given one.
        read: Makes the value of the API's, which may be None.
    """

    kind: Kind = "string"
    required: bool = False
    default: Any = None
    replaces: bool = False
    computed: bool = False
    unread: bool = False
    output: bool = False
    sent: bool = True
    rule: Rule | None = None
    members: Mapping[str, Field] | None = None
    block: str | None = None
    api: str | None = None
    refers: str | None = None
    always: bool = False
    null: bool = False
    write: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None

    @property
    def is_list(self) -> bool:
        """Whether values are lists, ordered or not."""
        return self.kind in ("list", "set")

    @property
    def zero(self) -> Any:
        """What an empty value is."""
        if self.null:
            return None
        return [] if self.is_list else _ZEROS.get(self.kind)


def type_error(field: Field, value: Any) -> str | None:
    """Return what is wrong with the type of a known value."""
    allowed = _PYTHON_TYPES[field.kind]
    if isinstance(value, bool) and bool not in allowed:
        return f"expected {field.kind}, got boolean"
    if not isinstance(value, allowed):
        return f"expected {field.kind}, got {type(value).__name__}"
    return None


def snake(name: str) -> str:
    """Return a property's name in Terraform's letters: `rate_limit_count`."""
    return re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name)


def is_empty(value: Any) -> bool:
    """Whether a value is as good as none to Go's `omitempty` and to Terraform's older SDK."""
    return value is None or (isinstance(value, (str, int, float, list, dict)) and not value)
