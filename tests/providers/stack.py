"""A stack of an inline program on the real engine, for tests of plugins."""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pulumi
from pulumi import automation

Program = Callable[[], None]


class AnyResource(pulumi.CustomResource):
    """A resource of any type; `outputs` names the outputs a program wants to read."""

    def __init__(
        self,
        token: str,
        name: str,
        inputs: dict[str, Any],
        opts: pulumi.ResourceOptions | None = None,
        *,
        outputs: tuple[str, ...] = (),
    ) -> None:
        super().__init__(token, name, {**dict.fromkeys(outputs), **inputs}, opts)


@dataclass
class Run:
    """What one command of the engine did."""

    ok: bool
    text: str
    changes: dict[str, int] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)


class EngineStack:
    """One stack in `folder`, with its own file backend; plugins are found on PATH or by config."""

    def __init__(
        self,
        engine: Path,
        folder: Path,
        *,
        path: tuple[Path, ...] = (),
        config: dict[str, Any] | None = None,
        plugins: dict[str, Path] | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        self.folder = folder
        (folder / "backend").mkdir(parents=True, exist_ok=True)
        (folder / "home").mkdir(exist_ok=True)
        (folder / "work").mkdir(exist_ok=True)
        self.program: Program = lambda: None
        settings: dict[str, Any] = {
            "name": "probe",
            "runtime": "python",
            "backend": {"url": (folder / "backend").as_uri()},
        }
        if plugins:
            settings["plugins"] = {
                "providers": [{"name": n, "path": str(p)} for n, p in plugins.items()]
            }
        (folder / "work" / "Pulumi.yaml").write_text(json.dumps(settings))
        options = automation.LocalWorkspaceOptions(
            work_dir=str(folder / "work"),
            pulumi_home=str(folder / "home"),
            pulumi_command=_command(engine),
            env_vars=_environment(path, env or {}),
        )
        workspace = automation.LocalWorkspace(
            **{k: v for k, v in vars(options).items() if v is not None and k != "program"},
            program=lambda: self.program(),  # noqa: PLW0108 - it is exchanged later
        )
        self.stack = automation.Stack.create_or_select("dev", workspace)
        self.configure(config or {})

    def configure(self, config: dict[str, Any]) -> None:
        """Set configuration; a value in a tuple is secret."""
        values = {
            key: automation.ConfigValue(str(value[0]), secret=True)
            if isinstance(value, tuple)
            else automation.ConfigValue(str(value))
            for key, value in config.items()
        }
        if values:
            self.stack.set_all_config(values)

    def up(self, program: Program | None = None, **options: Any) -> Run:
        return self._run(program, self.stack.up, **options)

    def preview(self, program: Program | None = None, **options: Any) -> Run:
        return self._run(program, self.stack.preview, **options)

    def refresh(self, program: Program | None = None, **options: Any) -> Run:
        return self._run(program, self.stack.refresh, **options)

    def destroy(self, **options: Any) -> Run:
        return self._run(None, self.stack.destroy, **options)

    def state(self) -> dict[str, dict[str, Any]]:
        """The state's resources, secrets in the clear, by name."""
        exported = self.stack.export_stack().deployment
        assert exported is not None
        return {r["urn"].rsplit("::", 1)[-1]: r for r in exported.get("resources", [])}

    def _run(self, program: Program | None, command: Any, **options: Any) -> Run:
        if program is not None:
            self.program = program
        lines: list[str] = []
        try:
            result = command(on_output=lines.append, on_error=lines.append, **options)
        except automation.CommandError as error:
            return Run(ok=False, text="\n".join([*lines, str(error)]))
        text = "\n".join(lines)
        return Run(ok=True, text=text, changes=_changes(result), outputs=_outputs(result))


def _changes(result: Any) -> dict[str, int]:
    if hasattr(result, "change_summary"):
        return {getattr(k, "value", k): v for k, v in result.change_summary.items()}
    return dict(result.summary.resource_changes or {})


def _outputs(result: Any) -> dict[str, Any]:
    outputs = getattr(result, "outputs", None) or {}
    return {key: output.value for key, output in outputs.items()}


@functools.cache
def _command(engine: Path) -> automation.PulumiCommand:
    """The SDK wants a folder with `bin/pulumi`."""
    root = Path(tempfile.mkdtemp(prefix="engine-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    link = root / "bin" / "pulumi"
    link.parent.mkdir()
    link.symlink_to(engine)
    return automation.PulumiCommand(root=str(root))


def _environment(path: tuple[Path, ...], extra: dict[str, str]) -> dict[str, str]:
    folders = [*(str(folder) for folder in path), os.environ["PATH"]]
    return {
        "PATH": os.pathsep.join(folders),
        "PULUMI_CONFIG_PASSPHRASE": "passphrase",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        **extra,
    }
