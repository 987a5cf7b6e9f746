"""Text to YAML nodes by libyaml, with its complaints in our own words."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml._yaml import CParser

from setpoint.config.problem import Problem
from setpoint.config.reading.depth import too_deep
from setpoint.config.reading.syntax import explain
from setpoint.config.value import Origin
from setpoint.visible import DIRECTION_MARKS

# What YAML calls printable (libyaml's own check has no position), without the line ends
# that editors don't count: U+0085, U+2028 and U+2029.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")


class _Composer(CParser):
    """libyaml's composer, which leaves the meaning of scalars to `plain`.

    A node has a tag only if the file gives it one, so that the resolver of YAML 1.1 never
    comes in.
    """

    def resolve(self, _kind: type, _value: str | None, _implicit: Any) -> None:
        """No tag; `plain` goes by the scalar's style."""

    def descend_resolver(self, _node: Any, _index: Any) -> None:
        """Nothing to keep: the resolver knows no paths."""

    def ascend_resolver(self) -> None:
        """Nothing to keep: the resolver knows no paths."""


def compose(text: str, shown_as: str) -> yaml.Node | Problem | None:
    """The only document's root node; None for an empty file; else what is wrong."""
    refused = _REFUSED.search(text)
    if refused is not None:
        code = ord(refused.group())
        message = f"the character U+{code:04X} is not allowed in YAML; delete it"
        return Problem(origin=_at(text, refused.start(), shown_as), path="", message=message)
    mark = DIRECTION_MARKS.search(text)
    if mark is not None:
        message = refused_mark(mark[0])
        return Problem(origin=_at(text, mark.start(), shown_as), path="", message=message)
    deep = too_deep(text)
    if deep is not None:
        line, column = deep
        message = "the nesting is too deep here; 100 levels are the limit"
        return Problem(origin=Origin(shown_as, line, column), path="", message=message)
    try:
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        return explain(error, text, shown_as)
    return node


def refused_mark(mark: str) -> str:
    """Return why a direction mark is refused, in values and comments alike (UAX 9)."""
    return (
        f"the direction mark U+{ord(mark):04X} is not allowed: with it a text reads otherwise"
        " than it is; delete it"
    )


def _at(text: str, index: int, shown_as: str) -> Origin:
    """The place of a character; a carriage return ends a line, as it does in YAML."""
    lines = _BREAK.split(text[:index])
    return Origin(shown_as, len(lines), len(lines[-1]) + 1)
