"""How much a project may be, all files together: a stranger's must not fill the memory.

Reading takes about a kilobyte a node, so that nodes are bounded besides bytes. They are counted
by what can stand between two; only where that is too much are libyaml's events counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml
from yaml._yaml import CParser

from setpoint.config.problem import Problem
from setpoint.config.reading.depth import too_deep
from setpoint.config.reading.files import at_start, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MAX_SUM: Final = 16_000_000
MAX_NODES: Final = 500_000
# Every node but a file's first follows one of these, and its tag or anchor none of its own.
_BETWEEN: Final = ":,-?[{\n"


def too_large(root: Path, paths: Iterable[Path]) -> Problem | None:
    """The problem at the file with which a project gets too large; None if it doesn't.

    Args:
        root: The project's folder.
        paths: Its files; one that can't be read counts nothing here.
    """
    texts: dict[str, str] = {}
    size = 0
    for path in paths:
        shown_as = path.relative_to(root).as_posix()
        text = read_text(root, path, shown_as)
        if isinstance(text, Problem):
            continue
        texts[shown_as] = text
        size += len(text)
        if size > MAX_SUM:
            limit = MAX_SUM // 1_000_000
            return at_start(shown_as, f"with this file the config is larger than {limit} MB")
    return _too_many(texts)


def _too_many(texts: Mapping[str, str]) -> Problem | None:
    if sum(1 + sum(map(text.count, _BETWEEN)) for text in texts.values()) <= MAX_NODES:
        return None
    left = MAX_NODES
    for shown_as, text in texts.items():
        left -= _nodes(text, left)
        if left < 0:
            message = f"with this file the config has more than {MAX_NODES:,} values"
            return at_start(shown_as, message)
    return None


def _nodes(text: str, left: int) -> int:
    """The number of a file's nodes, or of the first ones if they are more than what is left."""
    if too_deep(text) is not None:
        return 0  # reading it says so; libyaml's time grows with the square of the depth
    count = 0
    parser = CParser(text)
    try:
        while count <= left and parser.check_event():
            count += isinstance(parser.get_event(), yaml.NodeEvent)
    except (yaml.YAMLError, ValueError):
        pass  # reading it says why
    return count
