"""Small projects on disk to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from setpoint.config import ConfigError, find_project, load_all

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig

SHARED = Path(__file__).parent / "project"
NOTHING = "config: {}\n"


class Load(Protocol):
    """Loads a project of the given files; see `loader`."""

    def __call__(
        self, files: dict[str, str | bytes], *, overlay: str = NOTHING
    ) -> dict[str, LoadedConfig]: ...


@pytest.fixture
def loader(tmp_path: Path) -> Load:
    """A function that writes files into alerts/, an overlay of prod, and loads the project.

    The shared organization.yaml comes along unless the files bring their own.
    """

    def load(files: dict[str, str | bytes], *, overlay: str = NOTHING) -> dict[str, LoadedConfig]:
        return load_all(find_project(write_project(tmp_path / "project", files, overlay)))

    return load


def write_project(
    root: Path, files: dict[str, str | bytes], overlay: str = NOTHING, *, shared: bool = True
) -> Path:
    """The project's folder."""
    (root / "alerts").mkdir(parents=True)
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (root / "Pulumi.prod.yaml").write_text(overlay)
    brought = {"organization.yaml": (SHARED / "organization.yaml").read_bytes()} if shared else {}
    for name, content in {**brought, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (root / "alerts" / name).write_bytes(data)
    return root


def problems_of(load: Load, files: dict[str, str | bytes], overlay: str = NOTHING) -> list[str]:
    """The sentences of everything wrong with the files."""
    with pytest.raises(ConfigError) as caught:
        load(files, overlay=overlay)
    return [str(problem) for problem in caught.value.problems]
