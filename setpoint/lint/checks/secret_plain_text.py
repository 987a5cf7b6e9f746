"""The check `secret/plain-text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.value import Origin
from setpoint.lint.check import file_check
from setpoint.lint.secrets import secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.project import Project


@file_check("secret/plain-text", "error")
def secret_plain_text(project: Project) -> Iterator[tuple[Origin, str]]:
    """A secret stands in plain text in a config file."""
    files = {
        shared.shown(file): file
        for shared in (each.loaded.project for each in project.environments.values())
        for file in (*shared.base_files, *shared.environments.values())
    }
    for name, file in sorted(files.items()):
        for line, column, kind in secrets_in(file.read_text("utf-8", errors="replace")):
            message = f"{kind} in plain text; `pulumi config set --secret` encrypts it"
            yield Origin(name, line, column), message  # the value is never repeated
