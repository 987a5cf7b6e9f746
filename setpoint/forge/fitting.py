"""A text made to fit into a comment: cut at a line, with what was open closed, and told."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_ROOM = 400  # for the sentence about the rest and what has to be closed


def marked(mark: str, text: str, limit: int, where: str) -> str:
    """Return the comment's body: the mark on the first line, then the text or its beginning.

    Args:
        mark: What the comment is found by; invisible in Markdown.
        text: Markdown.
        limit: The forge's, in characters.
        where: Where the whole text can be read.
    """
    rest = text.removeprefix(f"{mark}\n")
    whole = f"{mark}\n{rest}"
    return whole if len(whole) <= limit else _cut(whole, limit, where)


def hidden(name: str) -> str:
    """Return the mark for a comment's name: an HTML comment, which nothing can end early."""
    return f"<!-- {re.sub(r'[^A-Za-z0-9 ./_-]', '', name).replace('--', '-')} -->"


def _cut(text: str, limit: int, where: str) -> str:
    lines = text.splitlines()
    kept: list[str] = []
    room = limit - _ROOM
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    return "\n".join([*kept, *_closing("\n".join(kept)), "", f"... {left} more lines: {where}"])


def _closing(text: str) -> list[str]:
    """Return the lines that end what the text leaves open."""
    fence = None
    for mark in _FENCE.findall(text):
        if fence is None:
            fence = mark
        elif mark[0] == fence[0] and len(mark) >= len(fence):
            fence = None
    folds = text.count("<details") - text.count("</details>")
    return [*([fence] if fence else []), *["</details>"] * max(folds, 0)]
