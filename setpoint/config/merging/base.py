"""The base: one file, or a folder of files that never define the same thing twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.config.merging.uses import is_removal
from setpoint.config.path import Path, write_path
from setpoint.config.problem import ConfigError, Problem
from setpoint.config.reading import Document, read_document
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config.project import Project

# Sections that are one thing, not a list of ids; files may share these by key, too.
_DEEPER = {("sentry", "projects"), ("slack", "channels"), ("defaults", "tags")}


@dataclass(frozen=True, slots=True)
class Base:
    """What all environments have in common.

    Attributes:
        data: Plain data; never changed after reading.
        documents: The files.
        owners: The file that defines a section's entry, by path of one to three keys.
        problems: What is wrong with the files as YAML, or with them side by side.
    """

    data: dict[str, Any]
    documents: tuple[Document, ...]
    owners: Mapping[Path, Document]
    problems: tuple[Problem, ...]


def read_base(project: Project) -> Base:
    """Read and unite the base files.

    Raises:
        ConfigError: A file is not readable, so that nothing can be said about the rest.
    """
    documents, problems, fatal = [], [], False
    for path in project.base_files:
        document, found = read_document(project.root, path)
        problems += found
        if document is None:
            fatal = True
        elif not isinstance(document.data, dict):
            problems.append(_not_a_mapping(document))
            fatal = True
        else:
            documents.append(document)
            problems += _nulls(document)
            _drop_nulls(document)
    if fatal:
        raise ConfigError(problems)
    union = _Union()
    for document in documents:
        union.add(document, document.data, union.data, ())
    return Base(union.data, tuple(documents), union.owners, (*problems, *union.problems))


def _not_a_mapping(document: Document) -> Problem:
    """A file whose top level is a list or a scalar."""
    origin = document.place(()) or Origin(document.file, 1, 1)
    return Problem(
        origin=origin, path="", message="the top level must be a mapping such as `services: ...`"
    )


def _nulls(document: Document) -> list[Problem]:
    """A problem for each key without a value: only an overlay has something to remove."""
    return [
        Problem(
            origin=document.place(path, key=True) or Origin(document.file, 1, 1),
            path=write_path(path),
            message="has no value; write one or delete the key (only an overlay removes by null)",
        )
        for path in _meaningless(document)
    ]


def _meaningless(document: Document) -> list[Path]:
    """Paths without a value, but for those by which a use removes from its template."""
    return [path for path in document.nulls if not is_removal(document.data, path)]


def _drop_nulls(document: Document) -> None:
    """Take keys without a value out, so that nobody takes them for a choice."""
    for path in _meaningless(document):
        parent = document.data
        for part in path[:-1]:
            parent = parent[part]
        if isinstance(parent, dict):
            parent.pop(path[-1], None)


class _Union:
    """Data of several files, and who brought what."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.owners: dict[Path, Document] = {}
        self.problems: list[Problem] = []

    def add(self, document: Document, new: dict[str, Any], into: dict[str, Any], at: Path) -> None:
        """Add a file's keys at a path, section by section, id by id."""
        for key, value in new.items():
            path = (*at, key)
            shared = len(path) == 1 or path in _DEEPER
            if shared and isinstance(value, dict) and isinstance(into.setdefault(key, {}), dict):
                self.owners.setdefault(path, document)
                self.add(document, value, into[key], path)
            elif key in into:
                self._twice(document, path)
            else:
                into[key] = value
                self.owners[path] = document

    def _twice(self, document: Document, path: Path) -> None:
        """The same thing in two files."""
        first = self.owners[path].place(path, key=True)
        origin = document.place(path, key=True) or Origin(document.file, 1, 1)
        self.problems.append(
            Problem(
                origin=origin,
                path=write_path(path),
                message=f"is defined twice; the other place is {first}",
            )
        )
