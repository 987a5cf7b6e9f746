"""Names that a vendor's account, or a list of the config, can have only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_SECTIONS = ("teams", "schedules", "escalations", "services", "queries", "dashboards")


def check(draft: Draft) -> Iterator[Mistake]:
    """Two of a kind with one name, two people with one address, a group called like a person."""
    config = draft.config
    people = {n: p.email for n, p in config.people.items() if isinstance(p.email, str)}
    yield from _twice(people, "people", "email", "address")
    for name in draft.names("groups"):
        if name in draft.names("people"):
            message = f"{name!r} is a person's id, too; lists of people could mean either"
            yield Mistake(("groups", name), message, name, on_key=True)
    for section in _SECTIONS:
        names = {key: entry.name or key for key, entry in getattr(config, section).items()}
        yield from _twice(names, section, "name", "name")


def _twice(values: dict[str, str], section: str, key: str, thing: str) -> Iterator[Mistake]:
    """Each value that an earlier entry has already."""
    seen: dict[str, str] = {}
    for name, value in values.items():
        first = seen.setdefault(value.lower(), name)
        if first != name:
            path: Path = (section, name, key)
            message = f"{section}.{first} has the same {thing} {value!r}; it must be unique"
            yield Mistake(path, message, value)
