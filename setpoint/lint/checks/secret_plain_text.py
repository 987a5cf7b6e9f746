"""The check `secret/plain-text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.value import Origin
from setpoint.lint.check import Check
from setpoint.lint.finding import Finding
from setpoint.lint.secrets import secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.project import Project


class SecretPlainText(Check):
    """A secret stands in plain text in a config file."""

    name = "secret/plain-text"
    severity = "error"
    summary = "A secret stands in plain text in a config file"

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield a finding for each; the value is never repeated."""
        files = {
            shared.shown(file): file
            for shared in (each.loaded.project for each in project.environments.values())
            for file in (*shared.base_files, *shared.environments.values())
        }
        for name, file in sorted(files.items()):
            for line, column, kind in secrets_in(file.read_text("utf-8", errors="replace")):
                yield Finding(
                    check=self.name,
                    severity=self.severity,
                    subject="",
                    environments=tuple(sorted(project.environments)),
                    origin=Origin(name, line, column),
                    message=f"{kind} in plain text; `pulumi config set --secret` encrypts it",
                )
