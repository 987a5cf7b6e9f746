"""A project's files to typed configs, or every problem at once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from setpoint.config.check import check
from setpoint.config.expanding import Expander, Expansion
from setpoint.config.levels import Levels
from setpoint.config.merging import apply_overlay, fill_in, read_base, read_overlay
from setpoint.config.merging.variables import MOST_BROUGHT, TooMuchTextError
from setpoint.config.origins import Origins
from setpoint.config.path import write_path
from setpoint.config.problem import ConfigError, Problem
from setpoint.config.reading.bounds import too_large
from setpoint.config.reporting import Derivation, report
from setpoint.config.validation import DraftParser
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.config.merging import Base
    from setpoint.config.model import Config
    from setpoint.config.path import Path
    from setpoint.config.project import Project

DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """One environment's config: typed, merged, variables filled in.

    Attributes:
        region: AWS region (`aws:region` of the stack config).
        origins: The place that set each value.
        templates: Ids of the templates that some alert uses.
        levels: Which alerts are levels of one alert of the files.
    """

    project: Project
    environment: str
    region: str
    config: Config
    origins: Origins
    templates: frozenset[str] = frozenset()
    levels: Levels = field(default_factory=Levels)


@dataclass(frozen=True, slots=True)
class Memory:
    """What reading one config knows and reading the next one, mostly the same, need not redo."""

    parser: DraftParser = field(default_factory=DraftParser)
    expander: Expander = field(default_factory=Expander)


def load(project: Project, environment: str) -> LoadedConfig:
    """One environment's config.

    Raises:
        ConfigError: With every problem of base and overlay.
    """
    with _no_garbage_collection():
        _require_bounded(project, [environment])
        return _load(project, environment, read_base(project), Memory())


def load_all(project: Project, memory: Memory | None = None) -> dict[str, LoadedConfig]:
    """Every environment's config, by environment; the base is read once.

    Args:
        project: The project.
        memory: Of another version of the project, whose unchanged entries are shared.

    Raises:
        ConfigError: With every problem of the base and of all overlays.
    """
    if not project.environments:
        origin = Origin("Pulumi.yaml", 1, 1)
        message = "there is no environment; write a stack config such as Pulumi.prod.yaml"
        raise ConfigError([Problem(origin=origin, path="", message=message)])
    loaded: dict[str, LoadedConfig] = {}
    problems: list[Problem] = []
    with _no_garbage_collection():
        _require_bounded(project, project.environments)
        base, memory = read_base(project), memory or Memory()
        for environment in project.environments:
            try:
                loaded[environment] = _load(project, environment, base, memory)
            except ConfigError as error:
                problems += error.problems
    if problems:
        raise ConfigError(problems)
    return loaded


def _require_bounded(project: Project, environments: Iterable[str]) -> None:
    overlays = [project.environments[name] for name in environments if name in project.environments]
    problem = too_large(project.root, [*project.base_files, *overlays])
    if problem is not None:
        raise ConfigError([problem])


def _load(project: Project, environment: str, base: Base, memory: Memory) -> LoadedConfig:
    """Merge, fill in, type, check."""
    overlay = read_overlay(project, environment)
    merged = apply_overlay(base.data, overlay)
    try:
        data, filling = fill_in(merged.data)
        expansion = memory.expander.expand(data, filling, merged)
    except TooMuchTextError as error:
        place = Origins(base, overlay, Expansion(merged.data)).at(error.path)
        raise ConfigError([_too_much(error.path, place)]) from None
    draft = memory.parser.parse(expansion.data)
    draft.region, draft.base = overlay.region or DEFAULT_REGION, base.data
    draft.levels = expansion.which_levels()
    origins = Origins(base, overlay, expansion)
    draft.mistakes += [*expansion.mistakes, *check(draft, project)]
    files = [*base.problems, *overlay.problems, *merged.problems]
    said = {problem.path for problem in files if problem.path}
    derivation = Derivation(merged, filling, expansion, origins)
    found = [p for p in report(draft, derivation) if p.path not in said]
    problems = [*files, *found]
    if problems:
        raise ConfigError(problems)
    return LoadedConfig(
        project=project,
        environment=environment,
        region=draft.region,
        config=draft.config,
        origins=origins,
        templates=frozenset(expansion.used),
        levels=draft.levels,
    )


def _too_much(path: Path, place: Origin) -> Problem:
    limit = MOST_BROUGHT // 1_000_000
    message = f"with what variables and parameters bring here, it is more than {limit} MB of text"
    return Problem(origin=place, path=write_path(path), message=message)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Loading makes many objects and no garbage cycles; collecting costs a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
