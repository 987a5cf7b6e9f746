"""What an operation works on, read once: the config's catalog, and digests of all that decides.

A plan file is this as JSON, with the changes that were previewed: what CI carries from the pull
request to the deployment. It holds no secret.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.automation.steps import Outcome
    from setpoint.catalog.model import Catalog
    from setpoint.config import Project

_VERSION = 1
_PROGRAM = ("*.py", "requirements*.txt", "pyproject.toml")
_NOT_THE_PROGRAM = frozenset({"venv", "node_modules", "__pycache__"})
_WORDS = {
    "config": "the config",
    "settings": "the stack's settings",
    "program": "the program",
    "state": "the stack's state",
    "changes": "what would be done",
    "setpoint": "Setpoint's version",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One environment as it was when it was read.

    Attributes:
        digests: SHA-256 of the config, the stack's settings and the program.
    """

    project: Project
    catalog: Catalog
    digests: dict[str, str]

    def recheck(self) -> None:
        """See that nothing has been edited since.

        Raises:
            CommandError: Something has; nothing was changed.
        """
        now = read_stage(self.project.root, self.catalog.environment).digests
        edited = [_WORDS[key] for key, digest in self.digests.items() if now[key] != digest]
        if edited:
            raise CommandError(
                f"Nothing was changed: {' and '.join(edited)} changed since the preview",
                exit_code=1,
            )


def read_stage(start: Path, environment: str) -> Stage:
    """Read and check the config: nothing is provisioned from one with errors.

    Raises:
        ConfigError: With every problem.
    """
    from setpoint.catalog import build
    from setpoint.config import find_project, load
    from setpoint.report.catalog_json import as_json

    project = find_project(start)
    settings = [project.root / "Pulumi.yaml", *_own_settings(project, environment)]
    before = _digest(settings, project.root)
    catalog = build(load(project, environment))
    digests = {
        "config": hashlib.sha256(as_json(catalog).encode()).hexdigest(),
        "settings": before,
        "program": _digest(sorted(_program(project.root)), project.root),
    }
    return Stage(project, catalog, digests)


def _own_settings(project: Project, environment: str) -> Iterator[Path]:
    if environment in project.environments:
        yield project.environments[environment]


def _program(root: Path) -> Iterator[Path]:
    """Yield the files that decide what the program does, the project's own."""
    for pattern in _PROGRAM:
        for path in root.rglob(pattern):
            folders = path.relative_to(root).parts[:-1]
            if not any(one in _NOT_THE_PROGRAM or one.startswith(".") for one in folders):
                yield path


def _digest(paths: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        name = path.relative_to(root).as_posix()
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def save_plan(path: Path, stage: Stage, preview: Outcome) -> None:
    """Write what was previewed to a plan file."""
    from setpoint.report.catalog_json import as_json

    document = {
        "version": _VERSION,
        "project": stage.project.name,
        "environment": stage.catalog.environment,
        **_decisive(stage, preview),
        "catalog": json.loads(as_json(stage.catalog)),
    }
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def require_plan(path: Path, stage: Stage, preview: Outcome) -> None:
    """See that what would be done now is what a plan file says.

    Raises:
        CommandError: It isn't, or the file is no plan of this environment; nothing was changed.
    """
    plan = _read(path)
    for key, own in (("project", stage.project.name), ("environment", stage.catalog.environment)):
        if plan.get(key) != own:
            raise CommandError(f"{path} is a plan of another {key}: {plan.get(key)}, not {own}")
    now = _decisive(stage, preview)
    differing = [_WORDS[key] for key, value in now.items() if plan.get(key) != value]
    if differing:
        raise CommandError(
            f"Nothing was changed: {' and '.join(differing)} changed since {path} was made; "
            "preview again",
            exit_code=1,
        )


def _read(path: Path) -> dict[str, Any]:
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"{path} is no plan file: it holds no JSON") from error
    if not isinstance(plan, dict) or plan.get("version") != _VERSION:
        raise CommandError(f"{path} is no plan file of this version of Setpoint")
    return plan


def _decisive(stage: Stage, preview: Outcome) -> dict[str, Any]:
    """Return what must be the same for the plan to hold."""
    from setpoint import __version__

    return {
        "setpoint": __version__,
        **stage.digests,
        "state": preview.state,
        "changes": sorted(
            [step.op, step.urn, *(change.path for change in step.changes)]
            for step in preview.steps
            if step.is_change
        ),
    }
