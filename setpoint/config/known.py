"""What a project has names for, in whatever environment: an editor can suggest them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from setpoint.config.declarations import ids
from setpoint.config.merging import apply_overlay, read_base, read_overlay
from setpoint.config.model.types.reference import DEFINED
from setpoint.config.problem import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.config.project import Project


@dataclass(slots=True)
class Known:
    """Names.

    Attributes:
        ids: Of what references can name, by the kinds of `DEFINED`, and of runbooks' pages.
        metrics: Names of metrics by namespace.
    """

    ids: dict[str, set[str]] = field(default_factory=dict)
    metrics: dict[str, set[str]] = field(default_factory=dict)


def known_in(project: Project) -> Known:
    """The names in a project, as far as its files can be read."""
    known = Known()
    for data in _each(project):
        for kind in DEFINED:
            known.ids.setdefault(kind, set()).update(ids(data, kind))
        known.ids.setdefault("runbook", set()).update(_pages(project.root, data))
        for namespace, name in _metrics(data):
            known.metrics.setdefault(namespace, set()).add(name)
    return known


def _each(project: Project) -> Iterator[dict[str, Any]]:
    """Yield the base, and the data of each environment."""
    try:
        base = read_base(project).data
    except ConfigError:
        return
    yield base
    for environment in project.environments:
        try:
            overlay = read_overlay(project, environment)
        except ConfigError:
            continue
        yield apply_overlay(base, overlay).data


def _pages(root: Path, data: dict[str, Any]) -> list[str]:
    """Names of the pages in the folder of runbooks."""
    defaults = data.get("defaults")
    folder = defaults.get("runbooks") if isinstance(defaults, dict) else None
    if not isinstance(folder, str) or not (root / folder).resolve().is_relative_to(root):
        return []
    return [page.stem for page in (root / folder).glob("*.md") if not page.is_symlink()]


def _metrics(value: Any) -> Iterator[tuple[str, str]]:
    """Yield namespace and name of each metric that anything reads or makes."""
    if isinstance(value, dict):
        namespace, name = value.get("namespace"), value.get("name")
        if isinstance(namespace, str) and isinstance(name, str) and "${" not in namespace + name:
            yield namespace, name
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in below:
        yield from _metrics(each)
