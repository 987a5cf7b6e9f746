"""The sandbox as a target: the same program against the accounts on loopback.

The stack's settings are written beside the sandbox's files, so the project's own Pulumi.ENV.yaml
is never touched, its credentials are never read, and its state stays apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from providers import pagerduty_overrides
from providers.pagerduty_overrides import PACKAGE
from sandbox.lifecycle import start
from sandbox.location import default_directory
from sandbox.plugins.setup import plugin_environment
from sandbox.settings import sandboxed_config, sandboxed_environment, without_providers
from setpoint.automation.seeding import seed
from setpoint.automation.sentry_account import PLACEHOLDER_EMAIL
from setpoint.automation.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.location import SandboxInfo
    from sandbox.plugins.setup import PluginSetup
    from setpoint.catalog.model import Catalog
    from setpoint.config import Project
    from setpoint.engine import Engine

_PLACEHOLDERS = {"email": PLACEHOLDER_EMAIL, "phone": "+15550100000", "sms": "+15550100000"}
_NO_SLACK_CONNECTION = (
    "PagerDuty's official plugin can't send Slack connections to the sandbox: they are left out."
)


def sandbox_target(project: Project, catalog: Catalog, engine: Engine) -> Target:
    """Start the sandbox if need be and return the target of one environment in it.

    Raises:
        SandboxError: It does not start; the message quotes its log.
    """
    info = start(default_directory(project.root))
    plugins = plugin_environment(info, engine.path)
    work_dir = info.directory / "work" / catalog.environment
    work_dir.mkdir(parents=True, exist_ok=True)
    _write_project(project, work_dir)
    _write_stack(project, catalog.environment, _settings_for(plugins, info), work_dir)
    seed(info, catalog)
    return Target(
        project=project.name,
        project_root=project.root,
        environment=catalog.environment,
        work_dir=work_dir,
        variables=sandboxed_environment(info, plugins),
        sandbox=True,
        notes=(*info.notes, *_notes(plugins)),
    )


def _notes(plugins: PluginSetup) -> Iterator[str]:
    own = [choice.name for choice in plugins.choices if choice.mode == "sandbox"]
    if own:
        names = ", ".join(own)
        yield f"The sandbox's own plugins: {names} (`setpoint sandbox status` says why)."
    if plugins.modes.get("pagerduty") == "official":
        yield _NO_SLACK_CONNECTION


def _write_project(project: Project, work_dir: Path) -> None:
    """Copy Pulumi.yaml; its paths are relative to the project, so they become absolute.

    The plugin of overrides is added where the project doesn't name it, so that they can be tried.
    """
    settings = yaml.safe_load((project.root / "Pulumi.yaml").read_text(encoding="utf-8"))
    _write_yaml(work_dir / "Pulumi.yaml", project_settings(settings, project.root))


def project_settings(settings: dict[str, Any], root: Path) -> dict[str, Any]:
    """Return what Pulumi.yaml says, as it is in the sandbox: its own accounts stay out.

    Args:
        settings: The document.
        root: The project's folder.
    """
    plugins = settings.get("plugins") or {}
    providers = [_placed(plugin, root) for plugin in plugins.get("providers") or ()]
    if all(plugin.get("name") != PACKAGE for plugin in providers):
        own = {"name": PACKAGE, "path": str(Path(pagerduty_overrides.__file__).parent)}
        providers.append(own)
    config = without_providers(settings.get("config") or {})
    return {
        **{key: value for key, value in settings.items() if key != "backend"},
        "runtime": "python",  # an inline program needs no virtual environment
        "plugins": {**plugins, "providers": providers},
        "config": _without_secrets(config, ""),
    }


def _placed(plugin: dict[str, Any], root: Path) -> dict[str, Any]:
    """Return a plugin with its path from anywhere; one that is fetched by version has none."""
    if "path" not in plugin:
        return plugin
    return {**plugin, "path": str((root / plugin["path"]).resolve())}


def _settings_for(
    plugins: PluginSetup, info: SandboxInfo
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what turns a stack's config into the sandbox's."""

    def settings(config: dict[str, Any]) -> dict[str, Any]:
        pointed = sandboxed_config(config, info.urls)
        if plugins.modes.get("pagerduty") == "official":
            del pointed["pagerduty:userToken"]  # without it no Slack connection is declared
        return pointed

    return settings


def _write_stack(
    project: Project,
    environment: str,
    settings: Callable[[dict[str, Any]], dict[str, Any]],
    work_dir: Path,
) -> None:
    own = yaml.safe_load(project.environments[environment].read_text(encoding="utf-8")) or {}
    path = work_dir / f"Pulumi.{environment}.yaml"
    before = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    document = {"config": settings(_without_secrets(own.get("config", {}), ""))}
    if salt := before.get("encryptionsalt"):
        document["encryptionsalt"] = salt
    _write_yaml(path, document)


def _without_secrets(value: Any, key: str) -> Any:
    """Put a placeholder where a value is encrypted: the sandbox can't decrypt and needn't."""
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            return _PLACEHOLDERS.get(key, "sandbox-secret")
        return {name: _without_secrets(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_secrets(item, key) for item in value]
    return value


def _write_yaml(path: Path, document: Any) -> None:
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
