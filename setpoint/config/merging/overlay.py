"""The overlay: what an environment's stack config changes in the base."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from setpoint.config.merging.uses import CUT, USE_KEYS, cuts_level, removes_from_template
from setpoint.config.model.types.refusal import describe
from setpoint.config.model.types.region import is_region, no_region
from setpoint.config.nearest import nearest
from setpoint.config.path import Path, write_path
from setpoint.config.problem import ConfigError, Problem
from setpoint.config.reading import Document, read_document
from setpoint.config.value import Origin, Secret
from setpoint.config.vendor_addresses import exposures

if TYPE_CHECKING:
    from setpoint.config.project import Project

_KEY = "setpoint:config"
PREFIX: Path = ("config", _KEY)
_NAMESPACE = "setpoint:"
_REGION = "aws:region"
REGION: Path = (_REGION,)  # beside the config, and part of what an environment is


@dataclass(frozen=True, slots=True)
class Overlay:
    """What `Pulumi.<env>.yaml` says.

    Attributes:
        document: The file.
        region: `aws:region`, None if absent.
        data: What stands under `setpoint:config`, encrypted values as Secret.
        problems: What is wrong with the file.
    """

    document: Document
    region: str | None
    data: dict[str, Any]
    problems: tuple[Problem, ...]

    def place(self, path: Path, *, key: bool = False) -> Origin | None:
        """The place of a value in the overlay, if it sets one there; of the region always one."""
        if path == REGION:
            found = self.document.place(("config", _REGION), key=key)
            return found or Origin(self.document.file, 1, 1)
        return self.document.place((*PREFIX, *path), key=key)


@dataclass(slots=True)
class Merged:
    """Base and overlay together.

    Attributes:
        data: Shares everything that the overlay leaves alone with the base.
        added: Paths of what the base does not have, outermost only.
        cleared: Paths of what the base has and the overlay removes from uses of templates, where
            a None stays in the data: it removes from the template, too.
        problems: Removals of what is not there.
    """

    data: dict[str, Any] = field(default_factory=dict)
    added: list[Path] = field(default_factory=list)
    cleared: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_overlay(project: Project, environment: str) -> Overlay:
    """Read an environment's stack config.

    Raises:
        ConfigError: There is no such environment, or its file is not readable.
    """
    path = project.environments.get(environment)
    if path is None:
        raise _no_environment(project, environment)
    document, problems = read_document(project.root, path, may_be_empty=True)
    if document is None:
        raise ConfigError(problems)
    settings = _settings(document, problems)
    problems += _misnamed(document, settings)
    problems += exposures(document)
    data = settings.get(_KEY)
    data = {} if data is None else data
    if not isinstance(data, dict) or set(data) == {"secure"}:
        message = "must be a mapping shaped like the base; encrypt single values, not all of it"
        problems.append(_problem(document, PREFIX, _KEY, message))
        data = {}
    region = settings.get(_REGION)
    if region is not None and not is_region(region):
        problems.append(_problem(document, ("config", _REGION), _REGION, no_region(region)))
        region = None
    return Overlay(document, region, _mask(data, ()), tuple(problems))


def _settings(document: Document, problems: list[Problem]) -> dict[str, Any]:
    """What stands under `config`."""
    if not isinstance(document.data, dict):
        message = "the top level must be a mapping such as `config: ...`"
        problems.append(_problem(document, (), "", message))
        return {}
    config = document.data.get("config")
    if config is None or isinstance(config, dict):
        return config or {}
    message = f"{describe(config)} stands where a mapping belongs"
    problems.append(_problem(document, ("config",), "config", message))
    return {}


def _problem(document: Document, path: Path, shown_as: str, message: str) -> Problem:
    """A problem of the file itself."""
    origin = document.place(path) or Origin(document.file, 1, 1)
    return Problem(origin=origin, path=shown_as, message=message)


def _no_environment(project: Project, environment: str) -> ConfigError:
    """The environment has no stack config."""
    known = ", ".join(project.environments) or "none"
    problem = Problem(
        origin=Origin(f"Pulumi.{environment}.yaml", 1, 1),
        path="",
        message=f"the environment {environment!r} has no stack config; there are {known}",
        value=environment,
        allowed=tuple(project.environments),
        nearest=nearest(environment, project.environments),
    )
    return ConfigError([problem])


def _misnamed(document: Document, settings: dict[str, Any]) -> list[Problem]:
    """Keys of our namespace that nobody reads."""
    return [
        Problem(
            origin=document.place(("config", key), key=True) or Origin(document.file, 1, 1),
            path=key,
            message="is no setting; Setpoint reads setpoint:config only",
            nearest=_KEY if nearest(key, [_KEY]) else None,
        )
        for key in settings
        if key.startswith(_NAMESPACE) and key != _KEY
    ]


def _mask(value: Any, path: Path) -> Any:
    """The data with each `{secure: ...}` replaced by where it stands."""
    if isinstance(value, dict):
        if set(value) == {"secure"} and isinstance(value["secure"], str):
            return Secret(path)
        return {key: _mask(below, (*path, key)) for key, below in value.items()}
    if isinstance(value, list):
        return [_mask(item, (*path, index)) for index, item in enumerate(value)]
    return value


def apply_overlay(base: dict[str, Any], overlay: Overlay) -> Merged:
    """Merge: mappings by key, scalars and lists replace, null removes."""
    merged = Merged()
    merged.data = _Merging(overlay, merged).merge(base, overlay.data, ())
    return merged


class _Merging:
    """One overlay on its way over the base."""

    def __init__(self, overlay: Overlay, merged: Merged) -> None:
        self._overlay = overlay
        self._merged = merged

    def merge(
        self, base: dict[str, Any], changes: dict[str, Any], at: Path, *, in_use: bool = False
    ) -> dict[str, Any]:
        """The mapping with the changes made; the base's own is left as it is."""
        in_use = removes_from_template(at, base, changes, around=in_use)
        result = dict(base)
        for key, change in changes.items():
            path = (*at, key)
            if change is None and in_use and key not in USE_KEYS:
                self._merged.cleared.update({path} if key in base else ())
                result[key] = None
            elif change is None:
                self._remove(key, result, at)
            elif key not in base:
                self._merged.added.append(path)
                result[key] = change
            elif isinstance(change, dict) and isinstance(base[key], dict):
                result[key] = self.merge(base[key], change, path, in_use=in_use)
            else:
                if cuts_level(at, base[key]):
                    self._merged.problems.append(_cut(path, self._overlay))
                result[key] = change
        return result

    def _remove(self, key: str, result: dict[str, Any], at: Path) -> None:
        """Take a key out."""
        if key not in result:
            self._merged.problems.append(_nothing_there(result, (*at, key), self._overlay))
        result.pop(key, None)


def _cut(path: Path, overlay: Overlay) -> Problem:
    """A bare value for a level of which the base says more."""
    return Problem(
        origin=overlay.place(path) or Origin(overlay.document.file, 1, 1),
        path=write_path(path),
        message=f"{CUT} the base says here; write it under its key",
    )


def _nothing_there(base: dict[str, Any], path: Path, overlay: Overlay) -> Problem:
    """A null for what the base does not have."""
    return Problem(
        origin=overlay.place(path, key=True) or Origin(overlay.document.file, 1, 1),
        path=write_path(path),
        message="does not exist in the base, so null removes nothing",
        nearest=nearest(str(path[-1]), base),
    )
