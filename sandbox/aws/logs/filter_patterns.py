"""Whether a filter pattern is well formed. It isn't matched against anything here.

Three kinds: terms, `{ $.json = selectors }` and `[space, delimited, fields]`.
Source: user guide "Filter pattern syntax for metric filters".
"""

from __future__ import annotations

import re
from itertools import pairwise

_SELECTOR = r"\$(?:\.[A-Za-z0-9_-]+|\.\*|\.?\[(?:\d+|\*|'[^']*')\])+"
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_STRING = r'"(?:[^"\\]|\\.)*"'
# Or one that nothing ends: the rest of the pattern, which is not well formed then.
_STRING_OR_REST = r'"(?:[^"\\]|\\[\s\S]?)*+(?:"|\Z)'
# No brackets for groups, and ASCII alone; the guide lists the rest and has a blank in an example.
_REGEX = r"%[A-Za-z0-9 :_#=@/;,\-^$?\[\]{}|\\*+.]+%"
_WILDCARD = re.compile(r"\[\*\]|\.\*")
_MOST_WILDCARDS = 3
_MOST_REGEXES = 2
_WORD = r"[A-Za-z0-9_.*+-]+"
_JSON_TOKENS = re.compile(
    rf"\s*(?:(?P<selector>{_SELECTOR})|(?P<string>{_STRING})|(?P<regex>{_REGEX})"
    rf"|(?P<mark>&&|\|\||!=|>=|<=|=|>|<|\(|\))|(?P<word>{_WORD}))"
)
_COMPARISON = re.compile(
    r"s(?:o[vwxbinem]|rm|ib|ne)"  # $.a = value, $.a > 5, $.a IS TRUE, $.a NOT EXISTS
)
_KEYWORDS = {"IS": "i", "NOT": "n", "EXISTS": "e", **dict.fromkeys(("TRUE", "FALSE", "NULL"), "b")}
_TERM = re.compile(rf"[-?]?\s*(?:{_STRING}|{_REGEX}|[A-Za-z0-9_]+)")
_FIELD = re.compile(
    r"(?:\.\.\.|[\w-]*|\w+"
    rf"(?:\s*(?:!?=\s*(?:{_STRING}|{_REGEX}|{_NUMBER}|[\w*.\-:/]+)|[<>]=?\s*{_NUMBER})"
    r"(?:\s*(?:&&|\|\|)\s*.+)?)?)"
)


def is_structured(pattern: str) -> bool:
    """Whether a pattern names fields, so that a metric can take value or dimensions from them."""
    return pattern.strip()[:1] in ("{", "[")


def is_well_formed(pattern: str) -> bool:
    """Whether CloudWatch Logs would take the pattern."""
    text = pattern.strip()
    if text.startswith("{"):
        return text.endswith("}") and _is_json_filter(text[1:-1])
    if text.startswith("["):
        return text.endswith("]") and _is_field_list(text[1:-1])
    return _are_terms(text)


def _are_terms(text: str) -> bool:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        match = _TERM.match(text, position)
        if match is None or not _ends_a_term(text, match.end()):
            return False
        position = match.end()
    return True


def _ends_a_term(text: str, position: int) -> bool:
    """Whether a blank follows: in timeout-x the - is none of a term's characters."""
    return position == len(text) or text[position].isspace()


def _is_field_list(body: str) -> bool:
    if _has_too_many_regexes(body):
        return False
    return all(_is_field(field.strip()) for field in _fields(body))


def _fields(body: str) -> list[str]:
    """Return what stands between the commas that are in no string."""
    marks = re.finditer(rf"{_STRING_OR_REST}|(,)", body)
    commas = [-1, *(mark.start() for mark in marks if mark[1]), len(body)]
    return [body[start + 1 : end] for start, end in pairwise(commas)]


def _is_field(text: str) -> bool:
    """Whether a field has a name, and conditions of its own alone."""
    plain = text.removeprefix("(").removesuffix(")").strip()
    bare = re.sub(rf"{_STRING_OR_REST}|{_REGEX}", "", plain)
    names = set(re.findall(r"(?<![\w-])([\w-]++)\s*+(?:!=|[<>]=?|=)", bare))
    return _FIELD.fullmatch(plain) is not None and len(names) <= 1


def _is_json_filter(body: str) -> bool:
    """Reduce the tokens to letters, then comparisons and brackets to one letter each."""
    letters = _letters(body)
    if letters is None or _has_too_many_regexes(body) or _has_too_many_wildcards(body):
        return False
    reduced, before = _COMPARISON.sub("t", letters), ""
    while reduced != before:
        before = reduced
        reduced = reduced.replace("(t)", "t").replace("tjt", "t")
    return reduced == "t"


def _has_too_many_regexes(body: str) -> bool:
    found = re.findall(rf"{_STRING_OR_REST}|({_REGEX})", body)
    return sum(bool(regex) for regex in found) > _MOST_REGEXES


def _has_too_many_wildcards(body: str) -> bool:
    """Whether a selector has more than one wildcard, or all together more than three."""
    selectors = re.findall(rf"{_STRING_OR_REST}|{_REGEX}|({_SELECTOR})", body)
    counts = [len(_WILDCARD.findall(selector)) for selector in selectors]
    return max(counts, default=0) > 1 or sum(counts) > _MOST_WILDCARDS


def _letters(body: str) -> str | None:
    letters, position, text = "", 0, body.rstrip()
    while position < len(text):
        match = _JSON_TOKENS.match(text, position)
        if match is None or match.end() == position:
            return None
        letters += _letter(match)
        position = match.end()
    return letters


def _letter(match: re.Match[str]) -> str:
    if match["mark"] in ("(", ")"):
        return str(match["mark"])
    if match["mark"]:
        return {"&&": "j", "||": "j", "=": "o", "!=": "o"}.get(match["mark"], "r")
    if match["word"] and re.fullmatch(_NUMBER, match["word"]):
        return "m"
    kinds = {"selector": "s", "string": "v", "regex": "x", "word": "w"}
    return _KEYWORDS.get(str(match["word"]), kinds[str(match.lastgroup)])
