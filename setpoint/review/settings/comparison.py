"""Two sides' settings and program, compared."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from setpoint.config.value import Origin
from setpoint.review.settings.committed import leads_out
from setpoint.review.settings.files import SHA1_LENGTH
from setpoint.review.settings.program import Program
from setpoint.review.settings.values import Setting, read_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from setpoint.review.settings.files import ProjectFiles

_PROJECT: Final = "Pulumi.yaml"
_STACK: Final = re.compile(r"Pulumi\.([^/]+)\.yaml")
# A new environment's own, which says where it is and nothing else.
_REGION: Final = "config.aws:region"
_MOST_NAMED: Final = 3
_RUNS: Final = "decides which code runs, with the deployment's credentials"
_READS: Final = "decides who can read the stack's secrets"
_COMES: Final = "decides where state or settings come from"
_COMES_NEW: Final = "comes with a project, whose settings and program are all new: read them whole"
_GOES: Final = "is gone, and with it the project, its settings and its alerts"
_OTHER: Final = "is no alert's"
# What a setting decides, by what its path begins with.
_DECIDES: Final = {
    "config.": "decides which account is used, or how",
    "plugins": "decides which plugin runs, with the deployment's credentials",
    **dict.fromkeys(("runtime", "main", "virtualenv", "packages", "options"), _RUNS),
    **dict.fromkeys(("encrypt", "secretsprovider"), _READS),
    **dict.fromkeys(("backend", "environment"), _COMES),
}
_ADDRESS: Final = re.compile(r"url|endpoint|override|host|address|domain", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """Something that differs beside the config of alerts.

    Attributes:
        path: The setting, or the files.
        environment: Of a stack's setting; empty for what all stacks have in common.
        old, new: None where there is none, and of files.
        sentence: What follows.
        origin: Where it stands; of what is gone, its file.
    """

    path: str
    environment: str
    old: str | None
    new: str | None
    sentence: str
    origin: Origin


def compare_settings(
    old: ProjectFiles, new: ProjectFiles, only: Collection[str] = ()
) -> tuple[SettingChange, ...]:
    """Return what differs: settings of the project, of each stack, and files of the program.

    Args:
        old: The side before.
        new: The side after.
        only: Environments to look at; empty for all.
    """
    before, after = set(old.paths()), set(new.paths())
    if (_PROJECT in before) != (_PROJECT in after):
        return (_whole(_GOES if _PROJECT in before else _COMES_NEW),)
    if _PROJECT not in before:
        return ()
    stacks = sorted(only or {*_stacks(before), *_stacks(after)})
    files = {_PROJECT: "", **{f"Pulumi.{name}.yaml": name for name in stacks}}
    changes: list[SettingChange] = []
    for file, environment in files.items():
        changes += _settings(old, new, file, environment)
    return (*changes, *_program(old, new))


def moved_project(old: str | None, new: str | None) -> tuple[SettingChange, ...]:
    """Return the change that a project is in another folder of its repository; none if it isn't.

    Args:
        old: The project's path in the repository, empty or with a slash at its end; None where
            there is none or no repository.
        new: The same of the side after.
    """
    if old is None or new is None or old == new:
        return ()
    was, now = (f"{each}{_PROJECT}" for each in (old, new))
    return (_whole(f"was {was} and is {now}: the project has moved, with all that it says"),)


def _whole(sentence: str) -> SettingChange:
    """A change of the project as a whole."""
    return SettingChange(_PROJECT, "", None, None, sentence, Origin(_PROJECT, 1, 1))


def _stacks(paths: Iterable[str]) -> Iterator[str]:
    return (found[1] for path in paths if (found := _STACK.fullmatch(path)))


def _settings(
    old: ProjectFiles, new: ProjectFiles, file: str, environment: str
) -> Iterator[SettingChange]:
    was, now = read_settings(old.root, file), read_settings(new.root, file)
    if not (new.root / file).is_file():
        return  # the environment is gone, and its alerts with it
    fresh = not (old.root / file).is_file()
    for path in dict.fromkeys((*now, *was)):
        one, other = was.get(path), now.get(path)
        if (one and one.value) == (other and other.value) or (fresh and path == _REGION):
            continue
        yield _change(path, environment, one, other, file)


def _change(
    path: str, environment: str, old: Setting | None, new: Setting | None, file: str
) -> SettingChange:
    origin = new.origin if new else Origin(file, 1, 1)
    old_text = old.text if old else None
    new_text = new.text if new else None
    if old_text == new_text == "a secret":
        new_text = "another secret"
    return SettingChange(path, environment, old_text, new_text, _sentence(path), origin)


def _sentence(path: str) -> str:
    """What a setting decides, as far as its name says."""
    if path.startswith("config.") and _ADDRESS.search(path):
        return "decides where requests go, and the credentials with them"
    return next((said for start, said in _DECIDES.items() if path.startswith(start)), _OTHER)


def _program(old: ProjectFiles, new: ProjectFiles) -> Iterator[SettingChange]:
    """Yield a change for each file at the top and each folder whose code differs."""
    was, now = Program(old), Program(new)
    named = was.named | now.named
    before, after = was.files(named), now.files(named)
    length = old.id_length or new.id_length or SHA1_LENGTH
    differing: Mapping[str, list[str]] = defaultdict(list)
    for path in sorted({*before, *after}):
        one = old.digest(path, length) if path in before else None
        other = new.digest(path, length) if path in after else None
        if one != other or before.get(path) != after.get(path):
            differing[_top(path)].append(path)
    for top, paths in differing.items():
        yield _files(top, paths, gone=not set(paths) & set(after))


def _top(path: str) -> str:
    """The part of a path that stands for it: its first name, after whatever leads out."""
    parts = PurePosixPath(path).parts
    first = next((index for index, part in enumerate(parts) if part != ".."), 0)
    return PurePosixPath(*parts[: first + 1]).as_posix()


def _files(top: str, paths: list[str], *, gone: bool) -> SettingChange:
    named = ", ".join(paths[:_MOST_NAMED])
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    title = top if paths == [top] else f"{top}/"
    listed = "" if paths == [top] else f": {named}{more}"
    said = "is gone from" if gone else "is part of"
    sentence = f"{said} what a deployment runs with its credentials{listed}"
    origin = Origin(_PROJECT if gone or leads_out(paths[0]) else paths[0], 1, 1)
    return SettingChange(title, "", None, None, sentence, origin)
