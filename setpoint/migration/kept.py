"""Pages of an organization's lists kept on disk, so that an interrupted reading goes on.

One file a page, written whole or not at all. What must not lie about in files (`secrets`) is
taken out before a page gets here.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".state"
_SOURCE = "source.json"


class KeptError(Exception):
    """The pages that are kept can't be used."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its objects, and the cursor of the next; None after the last."""

    items: list[dict[str, Any]]
    following: str | None


class KeptPages:
    """The pages of one reading, in `folder`; `source` names server and organization."""

    def __init__(self, folder: Path, source: dict[str, str]) -> None:
        self._folder = folder
        self._source = source

    def begin(self, *, resume: bool) -> None:
        """Take up what is there, or start with nothing.

        Raises:
            KeptError: What is there comes from another organization or is no longer readable.
        """
        if not resume:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        path = self._folder / _SOURCE
        if path.exists() and _read(path) != self._source:
            raise KeptError(
                f"{self._folder} holds pages of another organization or server: choose another "
                "--out, or leave out --resume to read everything anew"
            )
        _write(path, self._source)

    def pages(self, name: str) -> list[Page]:
        """The pages of a list that were read already, in order."""
        found: list[Page] = []
        while (path := self._path(name, len(found))).exists():
            page = _read(path)
            found.append(Page(page["items"], page["following"]))
        return found

    def keep(self, name: str, number: int, page: Page) -> None:
        """Keep a page; numbers count from 0."""
        path = self._path(name, number)
        path.parent.mkdir(exist_ok=True)
        _write(path, {"items": page.items, "following": page.following})

    def count(self) -> int:
        """How many pages are kept."""
        return sum(1 for _ in self._folder.glob("*/*.json"))

    def _path(self, name: str, number: int) -> Path:
        return self._folder / name / f"{number:04}.json"


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise KeptError(
            f"{path} is damaged: delete it, or leave out --resume to read everything anew"
        ) from None


def _write(path: Path, content: Any) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(content), encoding="utf-8")
    os.replace(unfinished, path)  # noqa: PTH105 - atomic, as the whole module promises
