"""Where an operation runs: a working directory, an environment and stack settings."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.loopback import without_proxy
from setpoint.automation.backend import without_sidecars

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setpoint.config import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One environment's stack and how the engine reaches it.

    Attributes:
        project: The name in Pulumi.yaml.
        project_root: The folder with Pulumi.yaml and __main__.py.
        work_dir: Where the CLI runs; the project's own folder for real accounts.
        variables: The whole environment of the CLI and its plugins.
        notes: Sentences to tell the user, such as what the sandbox leaves out.
        log_groups: CloudWatch log groups that belong to the application.
    """

    project: str
    project_root: Path
    environment: str
    work_dir: Path
    variables: Mapping[str, str]
    sandbox: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def settings_file(self) -> Path:
        """The stack's settings, as the engine reads and rewrites them."""
        return self.work_dir / f"Pulumi.{self.environment}.yaml"


def real_target(project: Project, environment: str) -> Target:
    """Return the target of the project's own backend and accounts."""
    variables = {
        # This interpreter has the plugin's packages, wherever they are installed.
        "SENTRY_ALERTING_PYTHON": sys.executable,
        **os.environ,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    without_proxy(variables)
    return Target(
        project=project.name,
        project_root=project.root,
        environment=environment,
        work_dir=project.root,
        variables=without_sidecars(project.root, variables),
    )
