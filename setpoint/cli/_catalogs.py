"""What check, show and explain have in common: loading environments by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setpoint.catalog.model import Catalog
    from setpoint.config import LoadedConfig

EnvChoice = Annotated[
    str | None,
    typer.Option("--env", "-e", metavar="ENV", help="Only this environment.", show_default="all"),
]


def load_environments(start: Path, only: str | None) -> Mapping[str, LoadedConfig]:
    """Return the configs of all environments of the project, or of one.

    Raises:
        ConfigError: A config is not valid; with every problem of those asked for.
        CommandError: The project has no environment.
    """
    from setpoint.config import find_project, load, load_all

    project = find_project(start)
    if not project.environments:
        raise CommandError(
            f"{project.root.name} has no environment: write a Pulumi.ENV.yaml beside Pulumi.yaml"
        )
    return {only: load(project, only)} if only else load_all(project)


def build_catalogs(loaded: Mapping[str, LoadedConfig]) -> Mapping[str, Catalog]:
    """Return the catalogs of loaded configs.

    Raises:
        ConfigError: With the problems of all of them.
    """
    from setpoint.catalog import build
    from setpoint.config import ConfigError, Problem

    catalogs: dict[str, Catalog] = {}
    problems: list[Problem] = []
    for name, config in loaded.items():
        try:
            catalogs[name] = build(config)
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return catalogs
