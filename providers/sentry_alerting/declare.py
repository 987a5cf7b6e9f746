"""The words in which resources are declared: types of values, properties, records, variants.

This module only holds the declarations' shape. What is done with them is elsewhere: `checking`,
`comparing`, `schema`, `reference`, `python_classes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Text:
    """A string. `choices` are all values allowed; lengths are in characters."""

    choices: tuple[str, ...] = ()
    at_most: int | None = None
    pattern: str | None = None
    pattern_meaning: str = ""
    may_be_empty: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole number, both bounds inclusive."""

    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[int, ...] = ()


@dataclass(frozen=True)
class Number:
    """A number."""


@dataclass(frozen=True)
class Flag:
    """A boolean."""


@dataclass(frozen=True)
class Texts:
    """An object of strings under names of the user's own choice."""


@dataclass(frozen=True)
class Many:
    """A list. In a set (`ordered` false) the order means nothing and never shows as a change."""

    of: Type
    ordered: bool = False
    at_least: int = 0


@dataclass(frozen=True)
class Property:
    """One property of a record.

    Attributes:
        doc: What it means, with its unit; the first sentence stands alone.
        default: Filled in by the check when the program says nothing.
        replaces: A change needs a new object.
        secret: Secret whether or not the program says so.
        server_fills: Sentry fills it in when it is left out; what it fills in is no change.
        unanswered: Sentry takes it but never answers it, so an absence on either side is no change.
        ignored_prefix: Sentry may put this before the text; it makes no difference.
    """

    name: str
    type: Type
    doc: str
    required: bool = False
    default: Any = None
    replaces: bool = False
    secret: bool = False
    server_fills: bool = False
    unanswered: bool = False
    ignored_prefix: str = ""


@dataclass(frozen=True)
class Record:
    """An object with named properties. `name` is its type's name in schema and SDKs."""

    name: str
    doc: str
    properties: tuple[Property, ...]

    def property(self, name: str) -> Property:
        """The property of that name."""
        return next(one for one in self.properties if one.name == name)


@dataclass(frozen=True)
class Variant:
    """One kind of a tagged object: the tag's value and what else such an object has."""

    tag: str
    record: Record


@dataclass(frozen=True)
class Variants:
    """An object of one of several kinds, told apart by the text under `tag`.

    Attributes:
        name: The name of the kinds together, a plural word of the field.
        noun: What one of them is called in a message.
    """

    name: str
    noun: str
    tag: str
    variants: tuple[Variant, ...]

    def find(self, tag: Any) -> Variant | None:
        """The variant of that tag."""
        return next((one for one in self.variants if one.tag == tag), None)


@dataclass(frozen=True)
class Reference:
    """Variants by name, for those that hold one another; `to` is called when it is needed."""

    to: Callable[[], Variants]


def variants_of(kind: Variants | Reference) -> Variants:
    """The variants themselves, or those that a reference means."""
    return kind.to() if isinstance(kind, Reference) else kind


Type: TypeAlias = Text | Whole | Number | Flag | Texts | Many | Record | Variants | Reference


@dataclass(frozen=True)
class Declaration:
    """A resource of the package: its inputs, and the outputs that it has beyond them."""

    name: str
    doc: str
    inputs: Record
    outputs: tuple[Property, ...]
    example: str
    import_id: str

    @property
    def token(self) -> str:
        """The type's token."""
        return f"sentry-alerting:index:{self.name}"


@dataclass(frozen=True)
class FunctionDeclaration:
    """A function of the package."""

    name: str
    doc: str
    inputs: Record
    outputs: Record
    example: str

    @property
    def token(self) -> str:
        """The function's token."""
        return f"sentry-alerting:index:{self.name}"
