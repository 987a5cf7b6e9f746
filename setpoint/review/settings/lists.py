"""What lists of packages name on disk: other lists, packages' folders and archives.

pip's lists name them after an option (`-r`, `-c`, `-e`, `-f` and their long names) or as a path
or `file:` address in place of a package (pip's docs, "Requirements File Format"); pyproject.toml
and locks as texts. What is no path names nothing that is there, so that more may be taken for
one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS: Final = frozenset(
    {"-r", "-c", "-e", "-f", "--requirement", "--constraint", "--editable", "--find-links"}
)
_SHORT: Final = 2  # characters of an option whose value may stand right behind it
_AROUND: Final = "\"'`,;(){}"


def named_in_list(text: str) -> Iterator[str]:
    """Yield what may be paths, as seen from the list's folder or from the project's."""
    for line in text.replace("\\\n", " ").replace("\\\r\n", " ").splitlines():
        before = ""
        for word in _words(line):
            if before in _OPTIONS:
                yield _path(word)
            elif word[:_SHORT] in _OPTIONS and not word.startswith("--"):
                yield _path(word[_SHORT:])
            elif word.startswith((".", "file:")) or ("/" in word and "://" not in word):
                yield _path(word)
            before = word


def _words(line: str) -> Iterator[str]:
    for word in line.replace("=", " ").split():
        if word.startswith("#"):
            return
        yield word.strip(_AROUND)


def _path(word: str) -> str:
    """A word without what may stand around a path: an address's scheme, extras, a fragment."""
    path = word.strip(_AROUND).removeprefix("file:")
    path = path.removeprefix("//")
    return path.split("#", 1)[0].split("[", 1)[0]
