"""Decides for each provider whether the official plugin or the sandbox's own one is used.

The official one, if it is installed or can be; installing is tried once, and a failure is
remembered in `plugins.json` in the sandbox's folder.
"""

from __future__ import annotations

import json
import os
import shlex
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sandbox.errors import SandboxError
from sandbox.liveness import changing
from sandbox.plugins.launchers import write_launchers
from sandbox.plugins.official import (
    NAMES,
    OfficialPlugin,
    PathPlugin,
    install,
    is_installed,
    official_plugin,
    on_path,
)
from sandbox.private import open_private
from sandbox.store import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.location import SandboxInfo

Mode = Literal["official", "sandbox"]

PREFERENCE_VARIABLE = "SETPOINT_SANDBOX_PLUGINS"

_FILE = "plugins.json"
_PREFERENCES = ("official", "sandbox")


@dataclass(frozen=True)
class PluginChoice:
    """Which plugin is used for one provider.

    Attributes:
        name: The provider's package, such as `aws`.
        version: The official plugin's version that the SDK wants.
        mode: `official`, or the sandbox's own one.
        reason: Why it is not the official one, or where that is if it was not installed.
        tried: Whether installing the official one was tried, and failed.
    """

    name: str
    version: str
    mode: Mode
    reason: str = ""
    tried: bool = False


@dataclass(frozen=True)
class PluginSetup:
    """What the engine needs to find the plugins.

    Attributes:
        path_prefix: A folder to put before the engine's PATH, and nobody else's.
        choices: One per provider.
    """

    path_prefix: Path
    choices: tuple[PluginChoice, ...]

    @property
    def modes(self) -> dict[str, Mode]:
        """The mode of each provider's plugin."""
        return {choice.name: choice.mode for choice in self.choices}


def plugin_environment(info: SandboxInfo, engine: Path, *, retry: bool = False) -> PluginSetup:
    """Decide, install what can be installed, and make the launchers of the rest.

    SETPOINT_SANDBOX_PLUGINS=sandbox chooses the sandbox's own ones without trying.

    Args:
        info: The sandbox.
        engine: The Pulumi CLI.
        retry: Try again what failed to install before; takes seconds without a network.

    Raises:
        SandboxError: SETPOINT_SANDBOX_PLUGINS holds something else.
        LookupError: A provider's SDK is not installed.
    """
    _preference()  # refused before anything is made
    folder = info.directory / "bin"
    with changing(info.directory):
        known = {} if retry else {choice.name: choice for choice in plugin_choices(info.directory)}
        plugins = [official_plugin(name) for name in NAMES]
        with ThreadPoolExecutor(len(plugins)) as pool:
            choices = tuple(
                pool.map(
                    lambda plugin: _choose(plugin, known.get(plugin.name), engine, folder), plugins
                )
            )
        _remember(info.directory, choices)
        wanted = [choice.name for choice in choices if choice.mode == "sandbox"]
        write_launchers(folder, wanted, NAMES)
    return PluginSetup(folder, choices)


def plugin_choices(directory: Path) -> tuple[PluginChoice, ...]:
    """Return what was decided when the sandbox was last used; empty if it never was."""
    try:
        with open_private(directory / _FILE, "r") as stream:
            return tuple(PluginChoice(**item) for item in json.load(stream))
    except (OSError, ValueError, TypeError, SandboxError):
        return ()


def _choose(
    plugin: OfficialPlugin, known: PluginChoice | None, engine: Path, folder: Path
) -> PluginChoice:
    if _preference() == "sandbox":
        reason = f"{PREFERENCE_VARIABLE} says so"
        return PluginChoice(plugin.name, plugin.version, "sandbox", reason)
    if is_installed(plugin):
        return PluginChoice(plugin.name, plugin.version, "official")
    if (found := on_path(plugin, folder)) is not None:
        return _of_path(plugin, found)
    if known is not None and known.version == plugin.version and known.tried:
        return known
    failure = install(plugin, engine)
    if failure is None:
        return PluginChoice(plugin.name, plugin.version, "official")
    command = shlex.join((str(engine), *plugin.install_command))
    reason = f"the official one could not be installed ({failure}); to get it: {command}"
    return PluginChoice(plugin.name, plugin.version, "sandbox", reason, tried=True)


def _of_path(plugin: OfficialPlugin, found: PathPlugin) -> PluginChoice:
    """Take one that lies on PATH if its version will do; the engine would take it unasked."""
    if found.serves(plugin):
        return PluginChoice(plugin.name, found.version, "official", f"{found.path}, on PATH")
    said = f"is {found.version}, not {plugin.version}" if found.version else "tells no version"
    return PluginChoice(plugin.name, plugin.version, "sandbox", f"{found.path} {said}")


def _remember(directory: Path, choices: tuple[PluginChoice, ...]) -> None:
    text = json.dumps([asdict(choice) for choice in choices], indent=2)
    write_atomically(directory / _FILE, text + "\n")


def _preference() -> str:
    preference = os.environ.get(PREFERENCE_VARIABLE) or "official"
    if preference not in _PREFERENCES:
        allowed = " or ".join(_PREFERENCES)
        raise SandboxError(f"{PREFERENCE_VARIABLE} must be {allowed}, not {preference!r}.")
    return preference
