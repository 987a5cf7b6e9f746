"""Runbooks: a URL, or a page that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from setpoint.config.check.references import dangling
from setpoint.config.model.types.address import check_url
from setpoint.config.reading import LINK, is_linked
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.config.project import Project
    from setpoint.config.validation import Draft

_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:#[a-z0-9-]+)?")


def check(draft: Draft, project: Project) -> Iterator[Mistake]:
    """Runbooks that lead nowhere."""
    named: list[tuple[Path, str]] = []
    for (service, name), alert in draft.alerts.items():
        if alert.runbook is None:
            continue
        path = ("services", service, "alerts", name, "runbook")
        if "://" not in alert.runbook:
            named.append((path, alert.runbook))
            continue
        try:
            check_url(alert.runbook, ("https", "http"))
        except PydanticCustomError as error:
            yield Mistake(path, error.message())
    if named:
        yield from _pages(draft, project, named)


def _pages(draft: Draft, project: Project, named: list[tuple[Path, str]]) -> Iterator[Mistake]:
    """Runbooks given by the name of a page."""
    defaults = draft.config.defaults
    if defaults.runbooks is None or defaults.runbook_url is None:
        keys = [key for key in ("runbooks", "runbook_url") if not draft.has_default(key)]
        for path, name in named if keys else ():
            yield Mistake(path, f"{name!r} is no URL, and a page needs defaults.{keys[0]}", name)
        return
    folder = (project.root / defaults.runbooks).resolve()
    if not folder.is_relative_to(project.root) or not folder.is_dir():
        yield Mistake(
            ("defaults", "runbooks"), f"there is no folder {defaults.runbooks!r} in the project"
        )
        return
    if is_linked(project.root, project.root / defaults.runbooks):
        yield Mistake(("defaults", "runbooks"), f"{defaults.runbooks!r} can't be used: {LINK}")
        return
    pages = {page.stem for page in folder.glob("*.md") if not page.is_symlink()}
    for path, name in named:
        if not _PAGE.fullmatch(name):
            yield Mistake(path, f"{name!r} is no URL and no page's name such as high-cpu", name)
        elif name.partition("#")[0] not in pages:
            yield dangling(path, f"page in {defaults.runbooks} for the runbook", name, pages)
