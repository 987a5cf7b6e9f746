"""YAML nodes to plain data, and what must not stand in a config."""

from __future__ import annotations

import re
from typing import Any

import yaml

from setpoint.config.path import Path, write_path
from setpoint.config.problem import Problem
from setpoint.config.reading.compose import refused_mark
from setpoint.config.reading.document import Document
from setpoint.config.units.quantity import shown
from setpoint.config.value import Origin
from setpoint.visible import DIRECTION_MARKS

_WORDS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
}
_NUMBER_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_MOST_REPEATED = 100_000
_MOST_CHARACTERS = 16_000_000  # a file has half as many, so that the rest is aliases
_STANDARD_PREFIX = "tag:yaml.org,2002:"
_STANDARD = frozenset(_STANDARD_PREFIX + kind for kind in ("str", "map", "seq"))


def to_plain(root: yaml.Node, shown_as: str, text: str) -> tuple[Document | None, list[Problem]]:
    """The document, and a problem for everything refused in it; None if it is a bomb."""
    reader = _Reader(shown_as)
    try:
        data = reader.read(root)
    except _TooMuchError:
        return None, reader.problems[-1:]
    return Document(shown_as, root, data, tuple(reader.nulls), text), reader.problems


def scalar(text: str) -> Any:
    """What unquoted text means in YAML 1.2 (core schema, decimal numbers only)."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


class _TooMuchError(Exception):
    """Aliases multiply without end; the last problem says where."""


class _Reader:
    """Turns nodes into data; shared nodes (aliases) become shared data."""

    def __init__(self, shown_as: str) -> None:
        self.problems: list[Problem] = []
        self.nulls: list[Path] = []
        self._file = shown_as
        self._path: list[str | int] = []
        self._done: dict[int, Any] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._open: set[int] = set()
        self._size = 0
        self._characters = 0
        self._repeated = 0

    def read(self, node: yaml.Node) -> Any:
        """The node's data."""
        if type(node) is yaml.ScalarNode:
            self._size += 1
            self._count(node, len(node.value))
            self._require_direction(node)
            if node.tag is not None:
                self._tagged(node)
                return node.value
            # The C parser gives unquoted scalars an empty style.
            value = node.value if node.style else scalar(node.value)
            if value is None:
                self.nulls.append(tuple(self._path))
            return value
        return self._collection(node)

    def _collection(self, node: yaml.Node) -> Any:
        """A mapping or sequence, read once however often it is referred to."""
        key = id(node)
        if key in self._open:
            self._refuse(node, "this refers to something that it is part of")
            return None
        if key in self._done:
            return self._again(node)
        if node.tag is not None:
            self._tagged(node)
        self._open.add(key)
        before, characters = self._size, self._characters
        data = self._mapping(node) if type(node) is yaml.MappingNode else self._list(node)
        self._open.discard(key)
        self._size += 1
        self._done[key] = data
        self._sizes[key] = self._size - before, self._characters - characters
        return data

    def _again(self, node: yaml.Node) -> Any:
        """What an alias stands for, unless aliases multiply without end."""
        size, characters = self._sizes[id(node)]
        self._size += size
        self._repeated += size
        self._count(node, characters)
        if self._repeated > _MOST_REPEATED:
            self._refuse(node, f"aliases repeat more than {_MOST_REPEATED:,} values")
            raise _TooMuchError
        return self._done[id(node)]

    def _count(self, node: yaml.Node, characters: int) -> None:
        """Count the characters of texts, of which each is copied wherever it is shown."""
        self._characters += characters
        if self._characters > _MOST_CHARACTERS:
            self._refuse(node, f"aliases repeat texts to more than {_MOST_CHARACTERS:,} characters")
            raise _TooMuchError

    def _list(self, node: yaml.Node) -> list[Any]:
        """A sequence."""
        data = []
        for index, item in enumerate(node.value):
            self._path.append(index)
            data.append(self.read(item))
            self._path.pop()
        return data

    def _mapping(self, node: yaml.Node) -> dict[str, Any]:
        """A mapping with text keys, each once."""
        data: dict[str, Any] = {}
        path = self._path
        for key_node, value_node in node.value:
            key = key_node.value
            self._require_direction(key_node)
            if type(key) is not str or key in ("", "<<"):
                self._bad_key(key_node)
                continue
            path.append(key)
            if key in data:
                self._twice(node, key_node)
            else:
                data[key] = self.read(value_node)
            path.pop()
        return data

    def _require_direction(self, node: yaml.Node) -> None:
        """Refuse direction marks that are written as escapes."""
        text = node.value
        if type(text) is str and not text.isascii() and (mark := DIRECTION_MARKS.search(text)):
            self._refuse(node, refused_mark(mark[0]))

    def _bad_key(self, node: yaml.Node) -> None:
        """A key that is no word."""
        if not isinstance(node, yaml.ScalarNode):
            self._refuse(node, "a key must be a plain word, not a list or a mapping")
        elif node.value == "<<":
            self._refuse(node, "merge keys (<<) are not supported; write the keys out")
        else:
            self._refuse(node, "a key is empty")

    def _twice(self, node: yaml.Node, key_node: yaml.Node) -> None:
        """A key that the mapping has already."""
        first = next(key for key, _ in node.value if key.value == key_node.value)
        line = first.start_mark.line + 1
        self._refuse(key_node, f"the key stands twice here; first in line {line}")

    def _tagged(self, node: yaml.Node) -> None:
        """A node with a tag of its own: nothing is ever constructed from one."""
        if node.tag not in _STANDARD:
            tag = str(node.tag).replace(_STANDARD_PREFIX, "!!")
            self._refuse(node, f"the tag {shown(tag)} is not allowed; delete it")

    def _refuse(self, node: yaml.Node, message: str) -> None:
        """Note a problem at a node."""
        mark = node.start_mark
        origin = Origin(self._file, mark.line + 1, mark.column + 1)
        path = write_path(tuple(self._path))
        self.problems.append(Problem(origin=origin, path=path, message=message))
