"""The document of the emulated Sentry: organizations, each with tables of JSON objects by id.

Tables hold the objects nearly as they are answered; what is derived (an alert's link seen from
its monitor, say) is added by the routes. Ids are unique over all organizations, as on Sentry.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sandbox.sentry.errors import invalid, not_found

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]

FIRST_IDS = {
    "organization": 1,
    "team": 4101,
    "project": 4501,
    "user": 7001,
    "member": 9001,
    "integration": 2001,
    "table-row": 10999,
    "detector": 880001,
    "workflow": 660001,
}
"""Where the ids of a kind begin; of any other kind at 100001. Far apart, to be told apart."""


VALIDATORS = ("today", "description")
"""Who judges what is sent: Sentry's validators, or the description of the API, by which monitors
of before were made. The first one is the usual one."""


class Account:
    """One organization's part of the document.

    Args:
        document: The whole document.
        slug: The organization's slug; it must exist.
    """

    def __init__(self, document: Row, slug: str) -> None:
        self._document = document
        self._tables: dict[str, Any] = document["organizations"][slug]
        self.slug = slug

    @property
    def document(self) -> Row:
        """The whole document."""
        return self._document

    @property
    def organization(self) -> Row:
        """The organization's own object."""
        row: Row = self._tables["organization"]
        return row

    @property
    def validates(self) -> bool:
        """Whether Sentry's validator of today judges, or the description of the API alone."""
        settings: Row = self._document.get("settings", {})
        return bool(settings.get("validator", VALIDATORS[0]) == VALIDATORS[0])

    def table(self, kind: str) -> dict[str, Row]:
        """Return the objects of a kind by id, in order of creation."""
        table: dict[str, Row] = self._tables.setdefault(kind, {})
        return table

    def rows(self, kind: str) -> list[Row]:
        """Return the objects of a kind in order of creation."""
        return list(self.table(kind).values())

    def row(self, kind: str, identifier: str) -> Row:
        """Return one object.

        Raises:
            ApiError: 404.
        """
        found = self.table(kind).get(identifier)
        if found is None:
            raise not_found()
        return found

    def by_slug(self, kind: str, id_or_slug: str) -> Row:
        """Return the object with this id or slug.

        Raises:
            ApiError: 404.
        """
        table = self.table(kind)
        if id_or_slug in table:
            return table[id_or_slug]
        for row in table.values():
            if row["slug"] == id_or_slug:
                return row
        raise not_found()

    def next_id(self, kind: str) -> str:
        """Take the next id of a kind."""
        sequences: dict[str, int] = self._document.setdefault("sequences", {})
        value = sequences.get(kind, FIRST_IDS.get(kind, 100001))
        sequences[kind] = value + 1
        return str(value)

    def token(self, *parts: str) -> str:
        """Make 32 hex digits for a key or a uuid: stable for its parts, different among them."""
        text = "/".join((self.slug, *parts))
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    def slug_for(self, kind: str, name: str, wanted: str | None = None) -> str:
        """Return the slug wanted, or one made of the name that is still free."""
        if wanted:
            return wanted
        taken = {row["slug"] for row in self.rows(kind)}
        slug = base = slugify(name)
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def is_taken(self, kind: str, slug: str, *, but: str = "") -> bool:
        """Whether another object of the kind has this slug."""
        return any(row["slug"] == slug and row["id"] != but for row in self.rows(kind))

    def owner(self, actor: str | None, *, field: str = "owner") -> Row | None:
        """Resolve `team:ID` or `user:ID` to the object that Sentry answers.

        Raises:
            ApiError: 400, no such team or member, or another form.
        """
        if not actor:
            return None
        kind, _, identifier = actor.partition(":")
        if kind == "team" and identifier in self.table("team"):
            return {
                "type": "team",
                "id": identifier,
                "name": self.table("team")[identifier]["name"],
            }
        if kind == "user" and (user := self.user(identifier)):
            return {"type": "user", **{key: user[key] for key in ("id", "name", "email")}}
        if kind not in {"team", "user"}:
            raise invalid(**{field: "Could not parse actor. Format should be `type:id`."})
        raise invalid(**{field: f"The {kind} {identifier} does not exist in this organization."})

    def user(self, identifier: str) -> Row | None:
        """Return the user with this id, if a member of the organization."""
        users = (row["user"] for row in self.rows("member"))
        return next((user for user in users if user and user["id"] == identifier), None)

    def projects(self, ids_or_slugs: Iterable[str]) -> list[Row]:
        """Return the projects asked for in a query; `-1` or nothing means all.

        Raises:
            ApiError: 404, one of them is unknown.
        """
        wanted = [value for value in ids_or_slugs if value]
        if not wanted or "-1" in wanted:
            return self.rows("project")
        return [self.by_slug("project", value) for value in wanted]


def now() -> str:
    """Return the present time as Sentry writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def slugify(name: str) -> str:
    """Make a slug of a name: lower case, words joined by hyphens, never only digits."""
    slug = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")
    return f"{slug}-x" if not slug or slug.isdigit() else slug
