"""Replaces resources of the project in this folder, as `pulumi up --replace URN` does."""

from __future__ import annotations

import sys
from pathlib import Path

from pulumi.automation import LocalWorkspace, PulumiCommand, Stack

from setpoint.automation.program import inline_program
from setpoint.automation.sandbox import sandbox_target
from setpoint.catalog import build
from setpoint.config import find_project, load
from setpoint.engine import ensure_engine

ENVIRONMENT = "prod"


def main(urns: list[str]) -> None:
    project = find_project(Path.cwd())
    engine = ensure_engine()
    target = sandbox_target(project, build(load(project, ENVIRONMENT)), engine)
    workspace = LocalWorkspace(
        work_dir=str(target.work_dir),
        program=inline_program(target.project_root),
        pulumi_command=PulumiCommand(str(engine.path.parent.parent)),
        env_vars=dict(target.variables),
    )
    Stack.select(ENVIRONMENT, workspace).up(replace=urns, color="never", on_output=print)


if __name__ == "__main__":
    main(sys.argv[1:])
