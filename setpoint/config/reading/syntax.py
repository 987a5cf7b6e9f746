"""libyaml's complaints in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.problem import Problem
from setpoint.config.value import Origin

if TYPE_CHECKING:
    import yaml

# What libyaml says, and what it means for somebody who writes a config.
_SENTENCES = (
    (
        "found character '\\t'",
        "a tab stands where YAML wants spaces; indent with spaces",
    ),
    (
        "found character that cannot start any token",
        "this character can't start a value; put the text in quotes",
    ),
    (
        "mapping values are not allowed",
        "a colon can't stand here; quote the text, or indent the key like its neighbors",
    ),
    ("could not find expected ':'", "this line is no `key: value`; a colon is missing"),
    (
        "block sequence entries are not allowed",
        "a list item can't start here; write it on a line of its own",
    ),
    ("found unexpected end of stream", "a quote is opened and never closed"),
    ("found unexpected document indicator", "a quote is opened and not closed before `---`"),
    ("found undefined alias", "this alias names no anchor; define the anchor before it"),
    (
        "found unknown escape character",
        "this escape is unknown in double quotes; use single quotes",
    ),
    ("found duplicate anchor", "this anchor is defined twice"),
    ("expected a single document", "the file holds several documents; keep one, without `---`"),
    ("but found another document", "the file holds several documents; keep one, without `---`"),
    (
        "did not find expected ',' or ']'",
        "a list in [ ] goes on here without a comma, or never ends",
    ),
    (
        "did not find expected ',' or '}'",
        "a mapping in { } goes on here without a comma, or never ends",
    ),
    ("did not find expected node content", "a value is missing, or a bracket never closes"),
    ("did not find expected '-' indicator", "this line is indented unlike the list around it"),
    ("did not find expected key", "this line is indented unlike the mapping around it"),
    ("did not find expected <document start>", "this can't stand here; is it indented wrongly?"),
    ("found incompatible YAML document", "another YAML version is demanded; delete the directive"),
    ("did not find expected digit or '.'", "the %YAML directive is broken; delete it"),
    ("while scanning an anchor", "an anchor or alias has no proper name; quote texts with & or *"),
    ("while scanning an alias", "an alias has no proper name; quote texts that start with *"),
    ("while scanning a tag", "a tag is broken; quote texts that start with !"),
    ("while parsing a tag", "a tag is broken; quote texts that start with !"),
    ("while scanning a directive", "a line that starts with % is a directive; quote the text"),
    ("while scanning a block scalar", "the text block after | or > is broken here"),
    ("unacceptable character", "a character is not allowed in YAML"),
)
_FALLBACK = "this is not valid YAML"


def explain(error: yaml.YAMLError, text: str, shown_as: str) -> Problem:
    """The problem at the place where libyaml stopped."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    message = next((ours for theirs, ours in _SENTENCES if theirs in said), _FALLBACK)
    tab = _tab_in_indentation(text, line)
    if tab is not None:
        line, column, message = *tab, _SENTENCES[0][1]
    return Problem(origin=Origin(shown_as, line + 1, column + 1), path="", message=message)


def _tab_in_indentation(text: str, line: int) -> tuple[int, int] | None:
    """Place of a tab that indents this line or the one before."""
    lines = text.split("\n")
    for number in (line, line - 1):
        if 0 <= number < len(lines):
            start = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
            if "\t" in start:
                return number, start.index("\t")
    return None
