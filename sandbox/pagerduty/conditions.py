"""Conditions of event orchestration rules: checked when sent, evaluated when an event comes in.

Covers comparisons of an event's fields with text (`matches`, `matches part`, `matches regex`,
`exists` and their negations) and weekly schedules (`now in Mon,Fri 09:00:00 to 17:00:00 UTC`),
joined by `and`, `or` and `not`, with parentheses. Conditions on a count of events are accepted and
never hold here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import re2

from sandbox.pagerduty.moments import is_zone

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<group>[()])
      | (?P<word>(?:and|or|not)\b)
      | now\s+in\s+(?P<days>[A-Z][a-z]{2}(?:,[A-Z][a-z]{2})*)
        \s+(?P<start>\d\d:\d\d:\d\d)\s+to\s+(?P<end>\d\d:\d\d:\d\d)\s+(?P<zone>[A-Za-z0-9_+/-]+)
      | (?P<never>trigger_count\s+over\b(?:'[^']*'|[^()'])*?(?=(?<!\s)\s+(?:and|or)\b|\)|$))
      | (?P<path>(?:event|raw_event|variables|incident)(?:\.\w+|\[(?:'[^']*'|"[^"]*"|\d+)\])*)
        \s+(?P<operator>does\s+not\s+match(?:\s+(?:part|regex))?|matches(?:\s+(?:part|regex))?
                       |does\s+not\s+exist|exists)
        (?:\s+(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?
    )\s*""",
    re.VERBOSE,
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST = "23:59:59"
_STEP = re.compile(r"\.(\w+)|\[(?:'([^']*)'|\"([^\"]*)\"|(\d+))\]")


class ConditionError(ValueError):
    """A condition is malformed."""


def compiled(text: str) -> Test:
    """Return the test that a condition stands for, on a document `{"event": {...}, "now": ...}`.

    Raises:
        ConditionError: It is malformed.
    """
    parser = _Parser(_tokens(text))
    test = parser.either()
    if parser.ahead is not None:
        raise ConditionError(text)
    return test


def _tokens(text: str) -> list[re.Match[str]]:
    tokens, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            raise ConditionError(text)
        tokens.append(match)
        position = match.end()
    return tokens


@dataclass
class _Parser:
    tokens: list[re.Match[str]]

    @property
    def ahead(self) -> str | None:
        if not self.tokens:
            return None
        token = self.tokens[0]
        return token["group"] or token["word"] or "comparison"

    def either(self) -> Test:
        tests = [self.both()]
        while self.ahead == "or":
            self.tokens.pop(0)
            tests.append(self.both())
        return lambda document: any(test(document) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.ahead == "and":
            self.tokens.pop(0)
            tests.append(self.one())
        return lambda document: all(test(document) for test in tests)

    def one(self) -> Test:
        if self.ahead not in ("(", "not", "comparison"):
            raise ConditionError(str(self.ahead))
        token = self.tokens.pop(0)
        if token["word"] == "not":
            negated = self.one()
            return lambda document: not negated(document)
        if token["group"] == "(":
            inner = self.either()
            if self.ahead != ")":
                raise ConditionError("unclosed parenthesis")
            self.tokens.pop(0)
            return inner
        if token["days"]:
            return _schedule(token)
        return (lambda _: False) if token["never"] else _comparison(token)


def _schedule(token: re.Match[str]) -> Test:
    """Return a test of the document's `now`, by a clock on the wall of the zone, the end included.

    Hours whose end is not after their start last into the next day.
    """
    days, start, end = token["days"].split(","), token["start"], token["end"]
    if not set(days) <= set(_DAYS) or not is_zone(token["zone"]) or max(start, end) > _LAST:
        raise ConditionError(token[0])
    numbers, zone = {_DAYS.index(day) for day in days}, ZoneInfo(token["zone"])

    def test(document: dict[str, Any]) -> bool:
        local = document["now"].astimezone(zone)
        clock, today = local.strftime("%H:%M:%S"), local.weekday()
        if start < end:
            return today in numbers and start <= clock <= end
        began = today in numbers and clock >= start
        return began or ((today - 1) % len(_DAYS) in numbers and clock <= end)

    return test


def _comparison(token: re.Match[str]) -> Test:
    operator = " ".join(token["operator"].split())
    if (token["text"] is None) != operator.endswith(("exists", "exist")):
        raise ConditionError(token[0])
    wanted = re.sub(r"\\(.)", r"\1", (token["text"] or "''")[1:-1])
    negative, how = operator.startswith("does not"), operator.rpartition(" ")[2]
    wanted_form = _pattern(wanted) if how == "regex" else wanted

    def test(document: dict[str, Any]) -> bool:
        return _holds(lookup(document, token["path"]), how, wanted_form) is not negative

    return test


def _pattern(text: str) -> Any:
    """Compile a pattern for RE2, which is done in time that grows with the text and no more."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text, options=options)
    except re2.error as error:
        raise ConditionError(str(error)) from error


def _holds(value: Any, how: str, wanted: Any) -> bool:
    """Whether a value is as wanted: a text, or a pattern of RE2's."""
    if how in ("exists", "exist") or value is None:
        return value is not None
    text = str(value)
    if how == "regex":
        return wanted.search(text) is not None
    if how == "part":
        return wanted.casefold() in text.casefold()
    return bool(text.casefold() == wanted.casefold())


def lookup(document: dict[str, Any], path: str) -> Any:
    """Return the value at a path such as `event.custom_details.AlarmName`, or None."""
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    value: Any = document.get(head)
    for names in _STEP.findall(path[len(head) :]):
        step = "".join(names)
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
