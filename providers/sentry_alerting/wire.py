"""Small pieces that the codecs between properties and Sentry's bodies share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.declare import Record, Variant

Encode: TypeAlias = Callable[["Props"], Any]
Decode: TypeAlias = Callable[[Any], "Props"]


@dataclass(frozen=True)
class Codec:
    """A variant and how it goes over the wire; `encode` and `decode` leave the tag to others."""

    variant: Variant
    encode: Encode
    decode: Decode


class Codes:
    """Numbers of Sentry's under the names that people use."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """`numbers` maps names to numbers."""
        self._numbers = dict(numbers)
        self._names = {number: name for name, number in numbers.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """All names."""
        return tuple(self._numbers)

    def number(self, name: str) -> int:
        """The number of a name that was checked."""
        return self._numbers[name]

    def name(self, number: Any) -> str:
        """The name of a number; a number without one as text."""
        return self._names.get(number, str(number))


def members(record: Record) -> tuple[Encode, Decode]:
    """The codec of an object whose members go over the wire under their own names."""
    names = [one.name for one in record.properties]

    def encode(props: Props) -> Props:
        return given(props, *names)

    def decode(body: Any) -> Props:
        return given(body, *names) if isinstance(body, dict) else {}

    return encode, decode


def given(props: Props, *names: str) -> Props:
    """Those of the named members that are there and not null."""
    return {name: props[name] for name in names if props.get(name) is not None}


def without_nulls(props: Props) -> Props:
    """`props` without members that are null."""
    return {name: value for name, value in props.items() if value is not None}


def text(value: Any) -> str | None:
    """An id or name as text, `None` if there is none."""
    return None if value is None or value == "" else str(value)
