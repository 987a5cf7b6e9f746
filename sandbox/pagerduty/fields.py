"""The forms that a field of a request may have, each with its check and its stored form.

A check yields the API's reasons for refusing a value. `stored` is called only for values that
passed. What depends on more than one field is checked by the collection that has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty import moments
from sandbox.pagerduty.account import KINDS, REFERENCE
from sandbox.pagerduty.errors import not_found
from setpoint.vendors.time_zones import pagerduty_time_zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.pagerduty.account import Account


@dataclass(frozen=True, kw_only=True)
class Field:
    """A value of any form.

    Attributes:
        required: It must be there, and not null or empty, when the object is created.
        nullable: Null is allowed, and means that there is none.
    """

    required: bool = False
    nullable: bool = True

    def reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        """Yield why this value cannot be."""
        if value is None:
            if not self.nullable or self.required:
                yield f"{label} can't be blank"
        else:
            yield from self._reasons(account, label, value)

    def stored(self, account: Account, value: Any) -> Any:
        """Return the form in which the value is kept."""
        return None if value is None else self._stored(account, value)

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account, label, value
        yield from ()

    def _stored(self, account: Account, value: Any) -> Any:
        del account
        return value


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Text up to a length."""

    limit: int = 1024

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        if not isinstance(value, str):
            yield f"{label} must be a string"
        elif self.required and not value.strip():
            yield f"{label} can't be blank"
        elif len(value) > self.limit:
            yield f"{label} is too long (maximum is {self.limit} characters)"


@dataclass(frozen=True, kw_only=True)
class Email(Text):
    """An e-mail address."""

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        yield from super()._reasons(account, label, value)
        name, at, host = str(value).partition("@")
        if value and not (name and at and "." in host and " " not in str(value)):
            yield f"{label} is invalid"


@dataclass(frozen=True, kw_only=True)
class Zone(Field):
    """A time zone of the list that PagerDuty gives, which isn't all of IANA's."""

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        if not isinstance(value, str) or value not in pagerduty_time_zones():
            yield f"{label} is invalid"


@dataclass(frozen=True, kw_only=True)
class Moment(Field):
    """A point in time, kept in UTC."""

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        try:
            moments.parse(value)
        except (ValueError, TypeError):
            yield f"{label} is not a valid date and time"

    def _stored(self, account: Account, value: Any) -> Any:
        del account
        return moments.write(moments.parse(value))


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number within bounds."""

    low: int = 0
    high: int | None = None

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{label} is not a number"
        elif value < self.low:
            yield f"{label} must be greater than or equal to {self.low}"
        elif self.high is not None and value > self.high:
            yield f"{label} must be less than or equal to {self.high}"


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """True or false."""

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        if not isinstance(value, bool):
            yield f"{label} must be true or false"


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few values."""

    values: tuple[Any, ...]

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        del account
        if value not in self.values:
            *head, last = (str(item) for item in self.values)
            yield f"{label} must be in {', '.join(head)}, or {last}."


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """A reference to an object of one of the given kinds; the first is meant when none is named.

    An id that isn't there is answered 404, as the API does.
    """

    kinds: tuple[str, ...]

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        if value == {} and not self.required:
            return
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            yield f"{label} must be a reference with an id"
        elif (kind := self._kind(value)) not in self.kinds:
            yield f"{label} is not a valid type"
        elif value["id"] not in account.table(KINDS[kind].table):
            raise not_found()

    def _stored(self, account: Account, value: Any) -> Any:
        del account
        if value == {}:
            return None
        return {"id": value["id"], "type": self._kind(value) + REFERENCE}

    def _kind(self, value: Any) -> str:
        return str(value.get("type") or self.kinds[0]).removesuffix(REFERENCE)


@dataclass(frozen=True, kw_only=True)
class Shape(Field):
    """An object with fields of its own; fields that it doesn't know are dropped, as by the API."""

    fields: Mapping[str, Field]
    name: str | None = None

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{label} must be an object"
        else:
            yield from shape_reasons(account, self.fields, value, self.name)

    def _stored(self, account: Account, value: Any) -> Any:
        return shape_stored(account, self.fields, value)


@dataclass(frozen=True, kw_only=True)
class Each(Field):
    """A list of values of one form."""

    of: Field = field(default_factory=Field)
    low: int = 0
    high: int | None = None

    def _reasons(self, account: Account, label: str, value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{label} must be a list"
            return
        if len(value) < self.low:
            yield f"{label} can't be blank"
        if self.high is not None and len(value) > self.high:
            yield f"{label} may have at most {self.high} entries"
        for item in value:
            yield from self.of.reasons(account, label, item)

    def _stored(self, account: Account, value: Any) -> Any:
        return [self.of.stored(account, item) for item in value]


def shape_reasons(
    account: Account,
    fields: Mapping[str, Field],
    body: Mapping[str, Any],
    prefix: str | None = None,
    *,
    partial: bool = False,
) -> Iterator[str]:
    """Yield what is wrong with an object; `partial` lets required fields be left out."""
    for key, form in fields.items():
        label = key.replace("_", " ").capitalize()
        label = f"{prefix} {label.lower()}" if prefix else label
        if key in body:
            yield from form.reasons(account, label, body[key])
        elif form.required and not partial:
            yield f"{label} can't be blank"


def shape_stored(
    account: Account, fields: Mapping[str, Field], body: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the known fields of an object in their stored forms."""
    return {key: form.stored(account, body[key]) for key, form in fields.items() if key in body}
