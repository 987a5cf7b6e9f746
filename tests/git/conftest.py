"""Repositories that name a program for every occasion that git has."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOOKS = ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change",
         "fsmonitor-watchman", "post-rewrite", "sendemail-validate")  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """A program that leaves a mark when it runs.

    Attributes:
        program: An executable; its arguments don't matter.
        marks: The folder of its marks.
    """

    program: Path
    marks: Path

    @property
    def alive(self) -> bool:
        return not list(self.marks.iterdir())

    def settings(self) -> dict[str, str]:
        """Every setting of git that names a program, naming this one (git-config)."""
        run = f"{self.program};"
        return {
            "core.fsmonitor": str(self.program),
            "core.sshCommand": run,
            "core.gitProxy": str(self.program),
            "core.pager": run,
            "core.editor": run,
            "core.askPass": str(self.program),
            "core.alternateRefsCommand": run,
            "core.hooksPath": str(self.hooks()),
            "core.attributesFile": str(self.program.with_name("attributes")),
            "credential.helper": f"!{run}",
            "diff.external": run,
            "diff.canary.textconv": run,
            "diff.canary.command": run,
            "filter.canary.smudge": run,
            "filter.canary.clean": run,
            "filter.canary.process": run,
            "gpg.program": str(self.program),
            "log.showSignature": "true",
            "pager.cat-file": run,
            "pager.rev-parse": run,
            "trace2.eventTarget": str(self.marks / "trace"),
            "uploadpack.packObjectsHook": run,
        }

    def promisor(self) -> dict[str, str]:
        """The settings by which a missing object is fetched with a program's help."""
        return {
            "core.repositoryFormatVersion": "1",
            "extensions.partialClone": "evil",
            "remote.evil.url": ".",
            "remote.evil.promisor": "true",
            "remote.evil.uploadpack": f"{self.program};",
        }

    def hooks(self) -> Path:
        folder = self.program.with_name("hooks")
        folder.mkdir(exist_ok=True)
        for name in HOOKS:
            (folder / name).write_bytes(self.program.read_bytes())
            (folder / name).chmod(0o755)
        self.program.with_name("attributes").write_text("* filter=canary diff=canary\n")
        return folder


@pytest.fixture
def canary(tmp_path_factory: pytest.TempPathFactory) -> Canary:
    folder = tmp_path_factory.mktemp("canary")
    marks = tmp_path_factory.mktemp("marks")
    program = folder / "git"  # under the name that is looked up on PATH
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {marks}/mark\n')
    program.chmod(0o755)
    return Canary(program, marks)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    done = subprocess.run(
        ("git", "-C", str(folder), *identity, *arguments),
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in a subfolder, two commits: 80%, then 90%."""
    top = tmp_path / "repository"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch", "main")
    for threshold in ("80%", "90%"):
        config = project({"cpu": alert(cpu(threshold=threshold))})
        write(top / "infra", config, {"prod": {}})
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--message", threshold)
    return top / "infra"


@pytest.fixture
def bare_layout(repository: Path, canary: Canary) -> Callable[[Path], None]:
    """A function that puts what git takes for a bare repository into a folder.

    Its branches are those of the true one; of its objects the files' contents are missing, and
    its config says who is to be asked for them.
    """

    def put(folder: Path) -> None:
        top = repository.parent
        for name in ("HEAD", "refs/heads/main"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((top / ".git" / name).read_bytes())
        for line in git(top, "rev-list", "--objects", "--all", "--filter=blob:none").splitlines():
            id_ = line.split(" ")[0]
            target = folder / "objects" / id_[:2] / id_[2:]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((top / ".git/objects" / id_[:2] / id_[2:]).read_bytes())
        for key, value in {**canary.settings(), **canary.promisor()}.items():
            git(folder, "config", "--file", str(folder / "config"), key, value)

    return put
