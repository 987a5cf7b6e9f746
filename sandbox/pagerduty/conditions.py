"""Conditions of event orchestration rules: checked when sent, evaluated when an event comes in.

Covers comparisons of an event's fields with text (`matches`, `matches part`, `matches regex`,
`exists` and their negations), joined by `and`, `or` and `not`, with parentheses. Conditions on
the time of day or on a count of events are accepted and never hold here.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<group>[()])
      | (?P<word>(?:and|or|not)\b)
      | (?P<never>(?:now\s+in\b|trigger_count\s+over\b)(?:'[^']*'|[^()'])*?(?=\s+(?:and|or)\b|\)|$))
      | (?P<path>(?:event|raw_event|variables|incident)(?:\.\w+|\[(?:'[^']*'|"[^"]*"|\d+)\])*)
        \s+(?P<operator>does\s+not\s+match(?:\s+(?:part|regex))?|matches(?:\s+(?:part|regex))?
                       |does\s+not\s+exist|exists)
        (?:\s+(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?
    )\s*""",
    re.VERBOSE,
)
_STEP = re.compile(r"\.(\w+)|\[['\"]?([^\]'\"]*)['\"]?\]")


class ConditionError(ValueError):
    """A condition is malformed."""


def compiled(text: str) -> Test:
    """Return the test that a condition stands for, on a document such as `{"event": {...}}`.

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
        return (lambda _: False) if token["never"] else _comparison(token)


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


def _pattern(text: str) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # `[[]` is meant as it is
            return re.compile(text)
    except re.error as error:
        raise ConditionError(str(error)) from error


def _holds(value: Any, how: str, wanted: str | re.Pattern[str]) -> bool:
    if how in ("exists", "exist") or value is None:
        return value is not None
    text = str(value)
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    if how == "part":
        return wanted.casefold() in text.casefold()
    return text.casefold() == wanted.casefold()


def lookup(document: dict[str, Any], path: str) -> Any:
    """Return the value at a path such as `event.custom_details.AlarmName`, or None."""
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    value: Any = document.get(head)
    for name, key in _STEP.findall(path[len(head) :]):
        step = name or key
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
