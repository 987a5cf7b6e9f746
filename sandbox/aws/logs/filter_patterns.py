"""Whether a filter pattern is well formed. It isn't matched against anything here.

Three kinds: terms, `{ $.json = selectors }` and `[space, delimited, fields]`.
Source: user guide "Filter pattern syntax for metric filters".
"""

from __future__ import annotations

import re

_SELECTOR = r"\$\.?[\w.\-\[\]\*@/:\"]*"
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_STRING = r'"(?:[^"\\]|\\.)*"'
_REGEX = r"%[^%]+%"
_WORD = r"[\w.*:/\-]+"
_JSON_TOKENS = re.compile(
    rf"\s*(?:(?P<selector>{_SELECTOR})|(?P<string>{_STRING})|(?P<regex>{_REGEX})"
    rf"|(?P<mark>&&|\|\||!=|>=|<=|=|>|<|\(|\))|(?P<word>{_NUMBER}|{_WORD}))"
)
_COMPARISON = re.compile(
    r"s(?:o(?:v|w|s|x)|w+)"  # $.a = value, $.a IS TRUE, $.a NOT EXISTS
)
_TERM = re.compile(rf"[-?]?(?:{_STRING}|{_REGEX}|[\w.*]+)")
_FIELD = re.compile(
    rf"(?:\.\.\.|\w+(?:\s*(?:!=|>=|<=|=|>|<)\s*(?:{_STRING}|{_REGEX}|{_NUMBER}|[\w*.\-:/]+)"
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
        if match is None:
            return False
        position = match.end()
    return True


def _is_field_list(body: str) -> bool:
    fields = re.split(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", body)
    return all(_FIELD.fullmatch(field.strip()) for field in fields)


def _is_json_filter(body: str) -> bool:
    """Reduce the tokens to letters, then comparisons and brackets to one letter each."""
    letters = _letters(body)
    if letters is None:
        return False
    reduced, before = _COMPARISON.sub("t", letters), ""
    while reduced != before:
        before = reduced
        reduced = reduced.replace("(t)", "t").replace("tjt", "t")
    return reduced == "t"


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
        return "j" if match["mark"] in ("&&", "||") else "o"
    kinds = {"selector": "s", "string": "v", "regex": "x", "word": "w"}
    return kinds[str(match.lastgroup)]
