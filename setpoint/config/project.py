"""Where a project's files are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.config.model.types.names import is_id
from setpoint.config.problem import ConfigError, Problem
from setpoint.config.reading import read_document
from setpoint.config.units.quantity import shown
from setpoint.config.value import Origin
from setpoint.config.vendor_addresses import exposures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setpoint.config.reading import Document

_PROJECT = "Pulumi.yaml"
_UNREAD = frozenset({".json", ".yml"})
_PACKAGES = ("components", "providers", "sandbox", "setpoint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project's files.

    Attributes:
        root: The folder with Pulumi.yaml.
        name: The project's name in Pulumi.yaml.
        base_files: alerts.yaml, or every alerts/*.yaml in order of name.
        environments: Overlay file (`Pulumi.<env>.yaml`) by environment, in order of name.
    """

    root: Path
    name: str
    base_files: tuple[Path, ...]
    environments: Mapping[str, Path]

    def shown(self, path: Path) -> str:
        """A file's name as problems show it: relative to the project's folder."""
        return path.relative_to(self.root).as_posix()


def find_project(start: Path) -> Project:
    """The project that a folder is in.

    Raises:
        ConfigError: No folder from here upwards has a Pulumi.yaml, or it is broken.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if _is_there(folder / _PROJECT):
            return _project(folder)
    message = f"no {_PROJECT} here or in a folder above; start in a project's folder"
    raise ConfigError([Problem(origin=Origin(str(start), 1, 1), path="", message=message)])


def _project(root: Path) -> Project:
    """Look at the files of a project's folder."""
    _refuse_shadows(root)
    _refuse_others(root)
    return Project(
        root=root,
        name=_name(root),
        base_files=_base_files(root),
        environments=_environments(root),
    )


def _environments(root: Path) -> Mapping[str, Path]:
    """The stack configs by environment, whose names become part of names at every vendor."""
    environments = {
        path.name.removeprefix("Pulumi.").removesuffix(".yaml"): path
        for path in sorted(root.glob("Pulumi.?*.yaml"))
    }
    for name, path in environments.items():
        if not is_id(name):
            message = (
                f"the environment's name {shown(name)} is no id; ids are lower-case letters and"
                " digits joined by - or _: rename the file"
            )
            raise _unclear(path.name, message)
    return environments


def _refuse_shadows(root: Path) -> None:
    """Refuse packages of the project that Python would take for Setpoint's own.

    A program's own folder comes first where Python looks for packages.
    """
    if (root / "components" / "provision.py").is_file():
        return  # Setpoint's own source, with the example in it
    for package in _PACKAGES:
        for shadow in (f"{package}/__init__.py", f"{package}.py"):
            if (root / shadow).is_file():
                message = (
                    f"hides Setpoint's own package {package} from __main__.py; give it another name"
                )
                raise _unclear(shadow, message)


def _refuse_others(root: Path) -> None:
    """Refuse files that Pulumi would read in place of those that are checked and reviewed.

    Pulumi takes the first by name of Pulumi.json, Pulumi.yaml and Pulumi.yml, and the stacks'
    settings with the same ending (sdk/go/common/workspace, `DetectProjectPathFrom`).
    """
    for path in sorted(root.glob("Pulumi*")):
        if path.suffix in _UNREAD and path.name.split(".", 1)[0] == "Pulumi":
            message = (
                "Pulumi could read this in place of a file that is checked and reviewed here;"
                " Pulumi's files end in .yaml: rename or remove it"
            )
            raise _unclear(path.name, message)


def _refuse_elsewhere(document: Document) -> None:
    """Refuse stacks' settings in another folder, where nothing here would look for them."""
    for key in ("stackConfigDir", "config"):  # the second in old projects, as a text
        value = document.data.get(key)
        if isinstance(value, str) and value not in {"", ".", "./"}:
            origin = document.place((key,)) or Origin(_PROJECT, 1, 1)
            message = "the stacks' settings must be beside Pulumi.yaml; remove this line"
            raise ConfigError([Problem(origin=origin, path=key, message=message)])


def _name(root: Path) -> str:
    """The project's name."""
    document, problems = read_document(root, root / _PROJECT)
    if document is None or problems:
        raise ConfigError(problems)
    if isinstance(document.data, dict):
        _refuse_elsewhere(document)
        if exposed := exposures(document):
            raise ConfigError(exposed)
    name = document.data.get("name") if isinstance(document.data, dict) else None
    if not isinstance(name, str) or not name:
        origin = Origin(_PROJECT, 1, 1)
        raise ConfigError([Problem(origin=origin, path="name", message="is missing")])
    return name


def _base_files(root: Path) -> tuple[Path, ...]:
    """The config's own files; exactly one of alerts.yaml and alerts/ must be there."""
    single, folder = root / "alerts.yaml", root / "alerts"
    files = tuple(sorted(folder.glob("*.yaml"))) if folder.is_dir() else ()
    stray = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    if stray:
        raise _unclear(f"alerts/{stray[0].name}", "files of alerts/ end in .yaml; rename this one")
    if _is_there(single) and files:
        raise _unclear("alerts.yaml", "there is also a folder alerts/; keep one of the two")
    if _is_there(single):
        return (single,)
    if not files:
        wanted = "the folder alerts/ has no .yaml file" if folder.is_dir() else "there is none"
        raise _unclear("alerts.yaml", f"{wanted}; write alerts.yaml or files in alerts/")
    return files


def _is_there(path: Path) -> bool:
    """Whether there is a file, or anything else but a folder, if only a link that leads nowhere."""
    return path.is_symlink() or (path.exists() and not path.is_dir())


def _unclear(file: str, message: str) -> ConfigError:
    """The files themselves are the problem."""
    return ConfigError([Problem(origin=Origin(file, 1, 1), path="", message=message)])
