"""The account behind the emulated API: its tables, identifiers, clock and references.

A table maps ids to objects kept as the API answers them; everything that another object
determines (summaries, links) is written anew into each answer by `expand`.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.store import Store

API = "https://api.pagerduty.com"
SITE = "https://sandbox.pagerduty.com"
REFERENCE = "_reference"

Json = dict[str, Any]

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SCATTER = 1_580_030_173  # odd and no multiple of 3: every number below 36**6 is reached once


@dataclass(frozen=True)
class Kind:
    """What the API calls one type of object, and where it is found."""

    table: str
    page: str | None = None
    summary: str = "name"


KINDS = {
    "user": Kind("users", "users/{}"),
    "team": Kind("teams", "teams/{}"),
    "schedule": Kind("schedules", "schedules/{}"),
    "escalation_policy": Kind("escalation_policies", "escalation_policies/{}"),
    "service": Kind("services", "service-directory/{}"),
    "vendor": Kind("vendors"),
    "priority": Kind("priorities"),
    "license": Kind("licenses"),
    "maintenance_window": Kind(
        "maintenance_windows", "maintenance_windows#/show/{}", summary="description"
    ),
    "incident": Kind("incidents", "incidents/{}", summary="title"),
}


class Account:
    """One PagerDuty account.

    Args:
        store: Keeps the tables. Callers save it after a change.
        clock: Gives the present, aware of its time zone; tests set it.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] | None = None) -> None:
        self.store = store
        self._clock = clock or (lambda: datetime.now(UTC))

    def table(self, name: str) -> dict[str, Json]:
        """Return a table, by id in the order of creation."""
        table: dict[str, Json] = self.store.data.setdefault("tables", {}).setdefault(name, {})
        return table

    def get(self, table: str, identifier: str) -> Json:
        """Return an object.

        Raises:
            ApiError: 404, there is none.
        """
        found = self.table(table).get(identifier)
        if found is None:
            raise not_found()
        return found

    def now(self) -> datetime:
        """Return the present to the second."""
        return self._clock().astimezone(UTC).replace(microsecond=0)

    def stamp(self) -> str:
        """Return the present as the API writes it."""
        return self.now().isoformat().replace("+00:00", "Z")

    def new_id(self, prefix: str = "P") -> str:
        """Return an id in the form of the API's: `P` and six capitals and digits."""
        number, digits = self._count() * _SCATTER % len(_ALPHABET) ** 6, ""
        for _ in range(6):
            number, digit = divmod(number, len(_ALPHABET))
            digits += _ALPHABET[digit]
        return prefix + digits

    def new_hex(self, length: int) -> str:
        """Return hexadecimal digits that this account has not given out before."""
        seed = f"{self.store.data.setdefault('seed', uuid.uuid4().hex)}/{self._count()}"
        return hashlib.sha256(seed.encode()).hexdigest()[:length]

    def reference(self, kind: str, identifier: str) -> Json:
        """Return a reference to an object, with its summary and links."""
        found = self.table(KINDS[kind].table).get(identifier, {})
        return {
            "id": identifier,
            "type": kind + REFERENCE,
            "summary": found.get(KINDS[kind].summary),
            "self": link(KINDS[kind].table, identifier),
            "html_url": page(kind, identifier),
        }

    def expand(self, value: Any) -> Any:
        """Return a copy in which every reference carries its summary and links as of now."""
        if isinstance(value, list):
            return [self.expand(item) for item in value]
        if not isinstance(value, dict):
            return value
        kind = str(value.get("type", "")).removesuffix(REFERENCE)
        if kind in KINDS and str(value["type"]).endswith(REFERENCE) and value.get("id"):
            return {**value, **self.reference(kind, value["id"])}
        return {key: self.expand(item) for key, item in value.items()}

    def referrers(self, table: str, identifier: str) -> Iterator[Json]:
        """Give the objects of a table that mention an id anywhere inside."""
        for item in self.table(table).values():
            if identifier in mentioned(item) and item.get("id") != identifier:
                yield item

    def _count(self) -> int:
        data = self.store.data
        data["count"] = data.get("count", 0) + 1
        return int(data["count"])


def link(path: str, identifier: str) -> str:
    """Return the address that the API gives for an object."""
    return f"{API}/{path}/{identifier}"


def page(kind: str, identifier: str) -> str | None:
    """Return the address of an object's page for people, if its kind has one."""
    path = KINDS[kind].page if kind in KINDS else None
    return None if path is None else f"{SITE}/{path.format(identifier)}"


def mentioned(value: Any) -> set[str]:
    """Return every `id` inside a value."""
    if isinstance(value, list):
        return set().union(*(mentioned(item) for item in value))
    if not isinstance(value, dict):
        return set()
    inside = set().union(*(mentioned(item) for item in value.values()))
    return inside | {value["id"]} if isinstance(value.get("id"), str) else inside
