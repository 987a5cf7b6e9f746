"""A machine of its own for each test: an empty PATH, an empty cache, no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """Puts pretended programs where the code under test looks for real ones."""

    bin: Path
    cache: Path
    folder: Path

    def program(self, name: str, script: str, *, folder: Path | None = None) -> Path:
        """Write an executable shell script; it finds no other program but by absolute path."""
        path = (folder or self.bin) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def go(self, *, then: str = "", version: str = "v3.250.0") -> None:
        """Install a `go` whose build makes a `pulumi` of this version, after doing `then`."""
        self.program(
            "go",
            f"""
            while [ "$1" != -o ]; do shift; done
            echo ran >> {self.folder}/builds
            echo 'go: downloading example.test/module v1.0.0' >&2
            {then}
            /bin/mkdir -p "${{2%/*}}"
            printf '#!/bin/sh\\necho {version}\\n' > "$2"
            /bin/chmod +x "$2"
            """,
        )

    def builds(self) -> int:
        """How often `go` ran."""
        log = self.folder / "builds"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def scraps(self) -> list[str]:
        """What lies in the cache besides finished engines and the lock."""
        names = (path.name for path in (self.cache / "engine").glob("*"))
        return [name for name in names if name != "lock" and not name[0].isdigit()]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path / "bin", tmp_path / "cache", tmp_path)
    made.bin.mkdir()
    monkeypatch.setenv("PATH", str(made.bin))
    monkeypatch.setenv("SETPOINT_CACHE_DIR", str(made.cache))
    # Nothing listens on the discard port, so the download site is out of reach at once.
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    return made
