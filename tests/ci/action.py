"""A composite action's steps run as a script, the way a runner runs them.

Understands what action.yml uses and no more: `${{ context.path }}` in `env`, and conditions
of `==`, `!=` and `&&`. Steps that use other actions are left out, and told.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ACTION = ROOT / "action.yml"
_EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")


@dataclass
class Ran:
    """What a run left behind.

    Attributes:
        code: Exit code of the step that failed, 0 if none did.
        skipped: Names of steps that use other actions, whose condition held.
    """

    code: int = 0
    log: str = ""
    summary: str = ""
    skipped: list[str] = field(default_factory=list)


class Runner:
    """Runs the action in a repository.

    Args:
        repository: The checkout, with the pull request's merge as HEAD.
        temp: RUNNER_TEMP, emptied by nobody between runs.
        github: The context of that name; `env` are the job's variables.
    """

    def __init__(
        self, repository: Path, temp: Path, github: dict[str, Any], env: dict[str, str]
    ) -> None:
        self._repository, self._temp = repository, temp
        self._github, self._env = github, env

    def run(self, **inputs: str) -> Ran:
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        given = {name: one.get("default", "") for name, one in action["inputs"].items()}
        context: dict[str, Any] = {"github": self._github, "inputs": {}, "steps": {}}
        context["inputs"] = {
            name: _filled(value, context)
            for name, value in {**given, "install": "false", **inputs}.items()
        }
        ran = Ran()
        for step in action["runs"]["steps"]:
            if ran.code or not _holds(step.get("if", ""), context):
                continue
            if "uses" in step:
                ran.skipped.append(step["name"])
                continue
            self._step(step, context, ran)
        return ran

    def _step(self, step: dict[str, Any], context: dict[str, Any], ran: Ran) -> None:
        output, summary = self._temp / "output", self._temp / "summary"
        output.write_text("")
        summary.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self._repository,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self._temp),
                **self._env,
                "RUNNER_TEMP": str(self._temp),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                **{key: _filled(value, context) for key, value in step.get("env", {}).items()},
            },
            capture_output=True,
            text=True,
            check=False,
        )
        lines = (line.partition("=") for line in output.read_text().splitlines())
        outputs = {name: value for name, _, value in lines}
        context["steps"][step.get("id", step["name"])] = {"outputs": outputs}
        ran.log += done.stdout + done.stderr
        ran.summary += summary.read_text()
        ran.code = done.returncode


def _filled(text: str, context: dict[str, Any]) -> str:
    return _EXPRESSION.sub(lambda found: str(_value(found[1], context)), text)


def _holds(condition: str, context: dict[str, Any]) -> bool:
    for part in filter(None, condition.split("&&")):
        left, sign, right = re.fullmatch(r"\s*(\S+) (==|!=) (\S+)\s*", part).groups()  # type: ignore[union-attr]
        if (_value(left, context) == _value(right, context)) != (sign == "=="):
            return False
    return True


def _value(path: str, context: dict[str, Any]) -> Any:
    if path.startswith("'"):
        return path.strip("'")
    value: Any = context
    for key in path.split("."):
        value = value.get(key, "") if isinstance(value, dict) else ""
    return value
