"""The two sides that `diff` compares, loaded: folders, revisions, the working tree."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.catalog import build
from setpoint.cli.failure import CommandError
from setpoint.config import ConfigError, Problem, find_project, load_all
from setpoint.config.load import Memory
from setpoint.config.nearest import nearest
from setpoint.git import GitError, repository_prefix
from setpoint.review import Side
from setpoint.review.revisions import WORKING_TREE, RevisionError, extract, folders_among
from setpoint.review.settings import (
    Committed,
    FolderFiles,
    RevisionFiles,
    committed_at,
    compare_settings,
    moved_project,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from setpoint.catalog.model import Alert, Catalog
    from setpoint.cost import Prices
    from setpoint.review.settings import ProjectFiles, SettingChange

_COMMIT: Final = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_SHOWN: Final = 12  # characters of a commit's id


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides by environment.

    Attributes:
        names: How the sides are called.
        prefix: The project's path in its repository, empty or with a slash at its end.
        settings: What differs beside the config of alerts.
    """

    base: Mapping[str, Side]
    head: Mapping[str, Side]
    names: tuple[str, str]
    prefix: str
    settings: tuple[SettingChange, ...]

    def pricing(self) -> ListPrices:
        """Return where prices come from."""
        from setpoint.cost import load_prices

        return ListPrices(load_prices())


@dataclass(frozen=True, slots=True)
class ListPrices:
    """Setpoint's own price table; the free tier is the account's and left out."""

    prices: Prices

    def of_alert(self, alert: Alert) -> Decimal:
        """One alert."""
        from setpoint.cost.estimate import alert_price

        return alert_price(alert, self.prices)

    def of_environment(self, catalog: Catalog) -> Decimal:
        """All of an environment."""
        from setpoint.cost import estimate

        return estimate(catalog, self.prices, free_tier=False).total


def load_sides(start: Path, base: str | None, head: str | None, only: Sequence[str]) -> Sides:
    """Load what the command's arguments name.

    Raises:
        CommandError: A revision, folder or environment that there isn't.
        ConfigError: The new side's config is not valid.
    """
    try:
        with ExitStack() as stack:
            return _load(start, base, head, only, stack)
    except (GitError, RevisionError) as error:
        raise CommandError(str(error)) from error


def _load(
    start: Path, base: str | None, head: str | None, only: Sequence[str], stack: ExitStack
) -> Sides:
    folders = folders_among(start, [name for name in (base, head) if name is not None])
    old_place = _place(start, base, folders, stack)
    if head is not None:
        new_place = _place(start, head, folders, stack)
    else:
        new_place = _working_tree(start, in_repository=not folders)
    memory = Memory()  # unchanged entries of one side are the other's, too
    new = _sides(new_place.root, memory, {})
    try:
        old = _sides(old_place.root, memory, new)
    except ConfigError as error:
        raise CommandError(f"The config of {old_place.name} is not valid:\n{error}") from error
    _require_known(only, {*old, *new})
    names = old_place.name, new_place.name
    settings = (
        *moved_project(old_place.prefix, new_place.prefix),
        *compare_settings(old_place.files, new_place.files, only),
    )
    return Sides(_only(old, only), _only(new, only), names, new_place.prefix or "", settings)


class _Checkout(NamedTuple):
    """A folder with a side's files, how the side is called, its path in the repository if any."""

    root: Path
    name: str
    files: ProjectFiles
    prefix: str | None = None


def _working_tree(start: Path, *, in_repository: bool) -> _Checkout:
    root = find_project(start).root
    files = FolderFiles(root, committed_at(root))
    if not in_repository:
        return _Checkout(root, WORKING_TREE, files)
    return _Checkout(root, WORKING_TREE, files, repository_prefix(root))


def _place(
    start: Path, wanted: str | None, folders: Collection[str], stack: ExitStack
) -> _Checkout:
    if wanted is not None and wanted in folders:
        root = Path(wanted)
        return _Checkout(root, wanted, FolderFiles(root, committed_at(root)))
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="setpoint-diff-")))
    find_project(start)  # a folder without one is named wrongly
    found = extract(start, wanted, folder)
    prefix = repository_prefix(start) if found.prefix is None else found.prefix
    files = RevisionFiles(folder, Committed(start, found.commit, prefix))
    name = _COMMIT.sub(lambda id_: id_[0][:_SHOWN], wanted or found.commit)
    return _Checkout(folder, name, files, found.prefix)


def _sides(root: Path, memory: Memory, known: Mapping[str, Side]) -> dict[str, Side]:
    """Return every environment of a folder's project, none where there is no project."""
    if not (root / "Pulumi.yaml").is_file():
        return {}
    sides: dict[str, Side] = {}
    problems: list[Problem] = []
    for name, loaded in load_all(find_project(root), memory).items():
        other = known.get(name)
        try:
            catalog = build(loaded, (other.loaded, other.catalog) if other else None)
        except ConfigError as error:
            problems += error.problems
        else:
            sides[name] = Side(loaded, catalog)
    if problems:
        raise ConfigError(problems)
    return sides


def _only(sides: Mapping[str, Side], only: Sequence[str]) -> Mapping[str, Side]:
    return {name: side for name, side in sides.items() if not only or name in only}


def _require_known(only: Sequence[str], known: set[str]) -> None:
    for name in only:
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(sorted(known))}"
            raise CommandError(f"There is no environment {name}; {hint}")
