"""A file on disk to a document.

A project may be a stranger's pull request: only regular files of the project's own folder are
read, so that no link shows what else is on the machine and no device is read for ever. No link is
followed within the project either: a review, which compares files, would not see what it leads to
change.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from setpoint.config.problem import Problem
from setpoint.config.reading.compose import compose
from setpoint.config.reading.plain import to_plain
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from setpoint.config.reading.document import Document

MAX_BYTES = 8_000_000
LINK = (
    "it is a link, or in a folder that is one, and links are not followed; put the file itself"
    " there"
)


def read_document(
    root: Path, path: Path, *, may_be_empty: bool = False
) -> tuple[Document | None, list[Problem]]:
    """The content of a file below the project's folder, with positions, and what is wrong with it.

    The document is None when the file can't be read at all. An empty file that may be
    empty is read as an empty mapping.
    """
    shown_as = path.relative_to(root).as_posix()
    text = read_text(root, path, shown_as)
    if isinstance(text, Problem):
        return None, [text]
    document, problems = _parse(text, shown_as, may_be_empty)
    return document, list(problems)


# Two revisions of a project have most files in common; documents are never changed.
@lru_cache(maxsize=256)
def _parse(
    text: str, shown_as: str, may_be_empty: bool
) -> tuple[Document | None, Sequence[Problem]]:
    """A file's text as a document."""
    node = compose(text, shown_as)
    if node is None and may_be_empty:
        node = compose("{}", shown_as)
    if isinstance(node, Problem):
        return None, [node]
    if node is None:
        return None, [at_start(shown_as, "the file is empty; delete it or write something in it")]
    return to_plain(node, shown_as, text)


def read_text(root: Path, path: Path, shown_as: str) -> str | Problem:
    """The file as text, or why it is not readable."""
    try:
        if is_linked(root, path):
            return at_start(shown_as, LINK)
        if not path.is_file():
            return at_start(shown_as, "this is no regular file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return at_start(shown_as, f"the file can't be read: {reason}")
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        return at_start(shown_as, f"the file is larger than {limit} MB, the limit")
    return decode(content, shown_as)


def is_linked(root: Path, path: Path) -> bool:
    """Whether a path below a folder is a link, or leads through one."""
    below = path.relative_to(root)
    return any((root / part).is_symlink() for part in (below, *below.parents[:-1]))


def decode(content: bytes, shown_as: str) -> str | Problem:
    """UTF-8, with or without a byte order mark."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = content[error.start]
        return Problem(
            origin=Origin(shown_as, line, column),
            path="",
            message=f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8",
        )
    return text


def at_start(shown_as: str, message: str) -> Problem:
    """A problem of the whole file."""
    return Problem(origin=Origin(shown_as, 1, 1), path="", message=message)
