"""A file read: plain data, and the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from setpoint.config.reading.inside import places
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from setpoint.config.path import Path

_Index = dict[int, dict[str, tuple[yaml.Node, yaml.Node]]]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file.

    Attributes:
        file: Its name as problems show it.
        root: The node of the top level.
        data: The same as dicts, lists, texts, numbers, booleans; None where a key has no value.
        nulls: Paths of what has no value.
        text: What stands in the file.
    """

    file: str
    root: yaml.Node
    data: Any
    nulls: tuple[Path, ...] = ()
    text: str = field(default="", repr=False)
    _index: _Index = field(default_factory=dict, repr=False)

    def place(self, path: Path, *, key: bool = False) -> Origin | None:
        """Where the value at the path stands (with `key`: where its key stands), if it exists.

        A value that is a block of lines is placed at its key.
        """
        found = self._find(path)
        if found is None:
            return None
        name, value = found
        in_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
        return self._origin(name if name is not None and (key or in_block) else value)

    def written(self, path: Path) -> str | None:
        """What stands for a single value in the file, such as `1.10`, without its quotes."""
        found = self._find(path)
        return found[1].value if found and isinstance(found[1], yaml.ScalarNode) else None

    def inside(self, path: Path, at: int) -> Origin | None:
        """Where a character of the text at the path stands, if that can be told exactly."""
        found = self._find(path)
        if found is None or not isinstance(found[1], yaml.ScalarNode):
            return None
        known = places(self.text.splitlines(), found[1])
        if known is None or at >= len(known):
            return None
        line, column = known[at]
        return Origin(self.file, line + 1, column + 1)

    def _find(self, path: Path) -> tuple[yaml.Node | None, yaml.Node] | None:
        """Key node (None at the top and in lists) and value node."""
        name: yaml.Node | None = None
        node = self.root
        for part in path:
            step = self._step(node, part)
            if step is None:
                return None
            name, node = step
        return name, node

    def _step(self, node: yaml.Node, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
        """One level down."""
        if isinstance(node, yaml.MappingNode):
            return self._entries(node).get(part) if isinstance(part, str) else None
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            return (None, node.value[part]) if part < len(node.value) else None
        return None

    def _entries(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """A mapping's nodes by key; the first of a duplicate counts."""
        entries = self._index.get(id(node))
        if entries is None:
            entries = {
                key.value: (key, value)
                for key, value in reversed(node.value)
                if isinstance(key, yaml.ScalarNode)
            }
            self._index[id(node)] = entries
        return entries

    def _origin(self, node: yaml.Node) -> Origin:
        """The start of a node."""
        mark = node.start_mark
        return Origin(self.file, mark.line + 1, mark.column + 1)
