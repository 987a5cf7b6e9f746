"""The official plugins: which versions the SDKs want, whether they are here, getting them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_SDKS = {"aws": "pulumi_aws", "pagerduty": "pulumi_pagerduty", "sentry": "pulumiverse_sentry"}

NAMES = tuple(_SDKS)

_VERSION = re.compile(r"v?(\d+\.\d+\.\d\S*)")
_ANSWER_SECONDS = 10
_LIMIT_SECONDS = 60
_GIVING_UP = "Error downloading plugin"


@dataclass(frozen=True)
class PathPlugin:
    """A plugin on PATH and its version, empty where it tells none."""

    path: Path
    version: str

    def serves(self, plugin: OfficialPlugin) -> bool:
        """Whether it takes what the SDK of a plugin sends: the same major version."""
        own, wanted = self.version.partition("."), plugin.version.partition(".")
        return bool(self.version) and own[0] == wanted[0]


@dataclass(frozen=True)
class OfficialPlugin:
    """A published plugin in the version that goes with the installed SDK."""

    name: str
    version: str
    server: str | None

    @property
    def install_command(self) -> tuple[str, ...]:
        """The arguments for `pulumi` that install it."""
        server = () if self.server is None else ("--server", self.server)
        return ("plugin", "install", "resource", self.name, self.version, *server)


def official_plugin(name: str) -> OfficialPlugin:
    """Read from the SDK which plugin it wants; the SDK is not loaded.

    Raises:
        LookupError: The SDK is not installed.
    """
    spec = find_spec(_SDKS[name])
    if spec is None or spec.origin is None:
        raise LookupError(f"The Python package {_SDKS[name]} is not installed.")
    document = json.loads(Path(spec.origin).with_name("pulumi-plugin.json").read_text("utf-8"))
    return OfficialPlugin(name, document["version"], document.get("server"))


def is_installed(plugin: OfficialPlugin) -> bool:
    """Whether the engine would find it."""
    home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    folder = home / "plugins" / f"resource-{plugin.name}-v{plugin.version}"
    partial = folder.with_name(f"{folder.name}.partial")
    return (folder / f"pulumi-resource-{plugin.name}").is_file() and not partial.exists()


def on_path(plugin: OfficialPlugin, folder: Path) -> PathPlugin | None:
    """Return the plugin that the engine would find on PATH, if there is one.

    Args:
        plugin: The one that the SDK wants.
        folder: Where the sandbox's own launchers are; what is there isn't meant.
    """
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    others = os.pathsep.join(place for place in places if Path(place) != folder)
    found = shutil.which(f"pulumi-resource-{plugin.name}", path=others)
    return PathPlugin(Path(found), _version(found)) if found else None


def _version(executable: str) -> str:
    """Ask an executable its version; empty where it tells none."""
    try:
        said = subprocess.run(  # noqa: S603 - what the engine would start
            [executable, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = _VERSION.fullmatch(said.stdout.strip())
    return match[1] if match and said.returncode == 0 else ""


def install(plugin: OfficialPlugin, engine: Path) -> str | None:
    """Try to install it; return why that failed, or `None`.

    The engine would try for long where there is no network: it is ended at its first failure.
    """
    process = subprocess.Popen(  # noqa: S603 - the engine is ours to run
        [engine, *plugin.install_command, "--non-interactive"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
    )
    timer = threading.Timer(_LIMIT_SECONDS, process.kill)
    timer.start()
    try:
        said = _listen(process)
        status = process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    if status == 0 and is_installed(plugin):
        return None
    return said or f"it took more than {_LIMIT_SECONDS} s"


def _listen(process: subprocess.Popen[str]) -> str:
    """Return the last line that tells of a failure; end the process at the first download's."""
    said = ""
    for line in process.stdout or ():
        if line.startswith(("warning:", "error:")):
            said = line.partition(":")[2].strip()
        if _GIVING_UP in line:
            process.kill()
    return said
