"""Ownership rules as Sentry keeps them: one text, a rule a line, `path:src/pay/* #payments a@b.c`.

The grammar is Sentry's own: a type, a colon, a pattern (in double quotes if it holds a space), and
owners that are teams (`#slug`) or members' addresses. Later lines win over earlier ones. Comments
and empty lines mean nothing; a line without a type is a path.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from providers.plugin import PluginError
from providers.sentry_alerting.declare import Many, Property, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from providers.plugin import Props

_TYPE: Final = r"path|url|module|codeowners|tags\.[^:\s]+"
_LINE: Final = re.compile(
    rf'(?:(?P<type>{_TYPE}):)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>\S+))\s+(?P<owners>\S.*)'
)

RULE: Final = Record(
    "OwnershipRule",
    "Who owns the issues that match; of several rules that match, the last one wins.",
    (
        Property(
            "type",
            Text(pattern=_TYPE, pattern_meaning="path, url, module, codeowners or tags.NAME"),
            "What the pattern is compared with: `path`, `url`, `module`, `codeowners` or the "
            "value of a tag, `tags.NAME`.",
            required=True,
        ),
        Property(
            "pattern",
            Text(pattern=r'[^"\\\r\n]+', pattern_meaning="one line without quotes and backslashes"),
            "What must match, such as `src/payments/*`.",
            required=True,
        ),
        Property(
            "owners",
            Many(
                Text(
                    pattern=r"#[a-z0-9_-]+|[^\s@#]+@[^\s@]+",
                    pattern_meaning="a team as #SLUG or a member's e-mail address",
                ),
                ordered=True,
                at_least=1,
            ),
            "Teams as `#SLUG` and members by their e-mail addresses.",
            required=True,
        ),
    ),
)


def write_rules(rules: Iterable[Props]) -> str:
    """The text of rules."""
    return "\n".join(_line(rule) for rule in rules)


def _line(rule: Props) -> str:
    pattern = rule["pattern"]
    written = f'"{pattern}"' if re.search(r"\s", pattern) else pattern
    return f"{rule['type']}:{written} {' '.join(rule['owners'])}"


def read_rules(raw: str) -> list[Props]:
    """The rules of a text.

    Raises:
        PluginError: A line is no rule.
    """
    lines = (line.strip() for line in raw.splitlines())
    return [_rule(line) for line in lines if line and not line.startswith("#")]


def _rule(line: str) -> Props:
    found = _LINE.fullmatch(line)
    if found is None:
        raise PluginError(f"Sentry answered an ownership rule that can't be read: {line!r}")
    return {
        "type": found["type"] or "path",
        "pattern": found["bare"] if found["quoted"] is None else found["quoted"],
        "owners": found["owners"].split(),
    }
