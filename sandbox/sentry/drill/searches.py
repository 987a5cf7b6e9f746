"""Sentry's search over events, as far as monitors of errors use it.

Terms are joined by AND: `key:value`, `key:[a,b]`, `!key:value`, `has:key`, quoted values, `*` for
anything, and bare words for the title. Anything else is refused, so that no monitor counts what it
was not asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.sentry.account import Row

_TERM: Final = re.compile(r'(!?)([\w.\[\]-]+):(\[[^\]]*\]|"[^"]*"|\S+)|("[^"]*"|[^\s:()]+)')
_ALWAYS: Final = frozenset({"is:unresolved", "event.type:error", "event.type:default"})
_ATTRIBUTES: Final = {
    "message": "message",
    "title": "title",
    "level": "level",
    "environment": "environment",
    "release": "release",
    "transaction": "transaction",
    "platform.name": "platform",
}


class SearchError(ValueError):
    """A search of a form that is not known here."""


def search(query: str) -> Callable[[Row], bool]:
    """Return whether an event is found by a query.

    Raises:
        SearchError: It has a term that is not known here.
    """
    terms = [_term(found) for found in _split(query)]
    return lambda event: all(term(event) for term in terms)


def _split(query: str) -> list[re.Match[str]]:
    found, rest = [], query.strip()
    while rest:
        term = _TERM.match(rest)
        if term is None or term[0] in {"AND", "OR"}:
            raise SearchError(f"the sandbox doesn't know {rest[:60]!r} in a search of events")
        found.append(term)
        rest = rest[term.end() :].lstrip()
    return found


def _term(found: re.Match[str]) -> Callable[[Row], bool]:
    negated, key, value, word = found.groups()
    if found[0] in _ALWAYS:
        return lambda _: True
    if word is not None:
        return lambda event: _like(f"*{word.strip(chr(34))}*", event["title"])
    if key == "has":
        return lambda event: bool(_values(event, value)) != bool(negated)
    if value[0] in "<>":
        raise SearchError(f"the sandbox doesn't compare numbers, as in {found[0]!r}")
    wanted = [one.strip().strip('"') for one in value.strip("[]").split(",")]
    return lambda event: (
        any(_like(one, text) for one in wanted for text in _values(event, key)) != bool(negated)
    )


def _values(event: Row, key: str) -> list[str]:
    name = key.removeprefix("tags[").removesuffix("]")
    if name in _ATTRIBUTES and event.get(_ATTRIBUTES[name]):
        return [event[_ATTRIBUTES[name]]]
    if name in {"error.type", "error.value"}:
        return [one[name.partition(".")[2]] for one in event["exceptions"]]
    if name == "error.handled":
        return [str(bool(one["handled"])).lower() for one in event["exceptions"]]
    if name.startswith("user."):
        key = {"ip": "ip_address"}.get(name[5:], name[5:])
        return [event["user"][key]] if key in event["user"] else []
    return [event["tags"][name]] if name in event["tags"] else []


def _like(pattern: str, text: str) -> bool:
    """Whether a text is as a pattern says, in which `*` stands for anything."""
    first, *parts = (re.escape(part) for part in pattern.split("*"))
    between = "".join(f"(?>.*?{part})" for part in parts[:-1])  # where it stands first will do
    shape = f"{first}{between}.*{parts[-1]}" if parts else first
    return re.fullmatch(shape, text, re.IGNORECASE | re.DOTALL) is not None
