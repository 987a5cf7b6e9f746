"""Where credentials go and what runs with them: told first, in every format, and refused."""

from __future__ import annotations

import json
import os
import py_compile
import shutil
import subprocess
import sys
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING

import pytest

from setpoint.review.settings import FolderFiles, compare_settings
from tests.forked.command import run
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

PULUMI = """\
name: acme
description: {description}
runtime: {{ name: python, options: {{ virtualenv: .venv }} }}
plugins: {{ providers: [{{ name: sentry-alerting, path: {path} }}] }}
"""
STACK = """\
encryptionsalt: v1:abc
config:
  aws:region: eu-west-1
  sentry-alerting:token: { secure: AAAA }
  pagerduty:serviceRegion: eu
  setpoint:config: {}
"""


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the same project."""
    old = write(tmp_path / "old", project({"cpu": alert(cpu())}), {"prod": {}})
    (old / "Pulumi.yaml").write_text(PULUMI.format(description="x", path="plugins/sentry"))
    (old / "Pulumi.prod.yaml").write_text(STACK)
    for name in ("__main__.py", "requirements.txt", "lib/more.py", "plugins/sentry/run"):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_text("one\n")
    shutil.copytree(old, tmp_path / "new")
    return old, tmp_path / "new"


def edit(old: str, new: str, file: str = "Pulumi.prod.yaml") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text()
        assert old in text
        (root / file).write_text(text.replace(old, new))

    return change


def setting(line: str) -> Callable[[Path], None]:
    return edit("config:\n", f"config:\n  {line}\n")


def put(file: str, text: str = "two\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)

    return change


def link(file: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / file).symlink_to(target)

    return change


def hidden_plugin(root: Path) -> None:
    """A plugin in a hidden folder, which both sides name already."""
    for side in (root, root.with_name("old")):
        edit("plugins/sentry", ".plugins/sentry", "Pulumi.yaml")(side)
    put(".plugins/sentry/run")(root)


def linked_plugin(root: Path) -> None:
    shutil.rmtree(root / "plugins" / "sentry")
    link("plugins/sentry", "../docs")(root)


def compiled(mode: PycInvalidationMode) -> Callable[[Path], None]:
    """A compiled module that says another thing than its source."""

    def change(root: Path) -> None:
        source = root.with_name("evil.py")
        source.write_text("print('owned')\n")
        target = root / "lib" / "__pycache__" / f"more.{sys.implementation.cache_tag}.pyc"
        py_compile.compile(str(source), str(target), invalidation_mode=mode)

    return change


ATTACKS = {
    "sentry-alerting:baseUrl": setting("sentry-alerting:baseUrl: https://evil.example/"),
    "sentry:baseUrl": setting("sentry:baseUrl: https://evil.example/"),
    "pagerduty:apiUrlOverride": setting("pagerduty:apiUrlOverride: https://evil.example"),
    "aws:endpoints": setting("aws:endpoints: [{ sns: https://evil.example }]"),
    "aws:region": edit("eu-west-1", "us-east-1"),
    "pagerduty:serviceRegion": edit("serviceRegion: eu", "serviceRegion: us"),
    "sentry-alerting:token": edit("AAAA", "BBBB"),
    "encryptionsalt": edit("v1:abc", "v1:abd"),
    "plugins.providers[0].path": edit("plugins/sentry", "evil", "Pulumi.yaml"),
    "runtime.name": edit("name: python", "name: nodejs", "Pulumi.yaml"),
    "runtime.options.virtualenv": edit(".venv", "evil", "Pulumi.yaml"),
    "backend.url": edit("name: acme\n", "name: acme\nbackend: { url: s3://evil }\n", "Pulumi.yaml"),
    "__main__.py": put("__main__.py"),
    "requirements.txt": put("requirements.txt"),
    "requirements-dev.in": put("requirements-dev.in"),
    "pyproject.toml": put("pyproject.toml"),
    "constraints.txt": put("constraints.txt"),
    "requirements/": put("requirements/base.txt"),
    "uv.toml": put("uv.toml"),
    "pylock.toml": put("pylock.toml"),
    "lib/": put("lib/more.py"),
    "setpoint.py": put("sitecustomize.py"),
    "plugins/": put("plugins/sentry/run"),
    "yaml": link("yaml.py", "docs/runbooks/payload.md"),
    "json": link("json", "docs"),
    "yaml.abi3.so": put("yaml.abi3.so"),
    "yaml.pyc": put("yaml.pyc"),
    "lib/ compiled": compiled(PycInvalidationMode.UNCHECKED_HASH),
    "lib/ compiled, too": compiled(PycInvalidationMode.CHECKED_HASH),
    ".plugins/": hidden_plugin,
    "plugins/ linked": linked_plugin,
}  # fmt: skip


@pytest.mark.parametrize(("was", "now"), [("1.10", "1.1"), ("1e1", "10.0"), ("0x10", "16")])
def test_a_number_is_what_is_written(sides: tuple[Path, Path], was: str, now: str) -> None:
    """Pulumi hands the text on: 1.10 is another version than 1.1."""
    for side, text in zip(sides, (was, now), strict=True):
        (side / "Pulumi.prod.yaml").write_text(f"config:\n  aws:version: {text}\n")

    (found,) = compare_settings(*map(FolderFiles, sides))

    assert found.path == "config.aws:version"
    assert was in str(found)


@pytest.mark.parametrize("name", ATTACKS)
def test_each_is_told(sides: tuple[Path, Path], name: str) -> None:
    old, new = sides
    ATTACKS[name](new)

    found = compare_settings(FolderFiles(old), FolderFiles(new))

    wanted = name.split(" ", maxsplit=1)[0].replace("setpoint.py", "sitecustomize.py")
    assert [
        change for change in found if wanted.removesuffix(".py") in change.path.replace('"', "")
    ]
    assert compare_settings(FolderFiles(old), FolderFiles(old)) == ()


SAME = {
    "an alert": edit("setpoint:config: {}", "setpoint:config: { paging: true }"),
    "a description": edit("description: x", "description: y", "Pulumi.yaml"),
    "a page": put("docs/cpu.md"),
    "the order": edit("encryptionsalt: v1:abc\nconfig:\n", "config:\n"),
    "a hidden folder": put(".venv/lib/x.py"),
    "what Python compiled itself": compiled(PycInvalidationMode.TIMESTAMP),
    "a link to a page": link("docs-of-today.md", "docs/cpu.md"),
    "another environment": put("Pulumi.staging.yaml", "config:\n  aws:region: eu-west-1\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_decides_nothing_of_it_is_not(sides: tuple[Path, Path], name: str) -> None:
    old, new = sides
    SAME[name](new)
    if name == "the order":
        put(
            "Pulumi.prod.yaml", (new / "Pulumi.prod.yaml").read_text() + "encryptionsalt: v1:abc\n"
        )(new)

    found = compare_settings(FolderFiles(old), FolderFiles(new))

    assert found == ()


def test_settings_that_are_written_alike_are_each_told(sides: tuple[Path, Path]) -> None:
    """A key that is cut where another one is must not stand in for it."""
    long = "acme:" + "x" * 100
    for side, value in zip(sides, ("one", "two"), strict=True):
        with (side / "Pulumi.prod.yaml").open("a") as file:
            file.write(f"  {long}-1: {value}\n  {long}-2: same\n")
    done = diff(sides[1], str(sides[0]), ".")
    assert done.returncode == 1
    assert "one -> two" in done.stdout


def test_no_secret_is_shown(sides: tuple[Path, Path]) -> None:
    old, new = sides
    edit("AAAA", "hunter2")(new)
    setting("pagerduty:token: hunter2")(new)
    setting("sentry:baseUrl: https://u:hunter2@x.example/")(new)  # fmt: skip

    found = compare_settings(FolderFiles(old), FolderFiles(new))

    assert len(found) == 3
    assert "hunter2" not in repr(found)
    assert "another secret" in repr(found)


def diff(cwd: Path, *arguments: str) -> CompletedProcess[str]:
    variables = {**os.environ, "COLUMNS": "300"}
    return run("setpoint", "diff", *arguments, folder=cwd, variables=variables)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json", "sarif", "annotations"])
def test_it_stands_first_in_every_format(sides: tuple[Path, Path], form: str) -> None:
    old, new = sides
    ATTACKS["sentry:baseUrl"](new)
    edit("threshold: 80%", "threshold: 90%", "alerts.yaml")(new)

    done = diff(old.parent, "old", "new", "--format", form)

    assert done.returncode == 1, done.stderr
    text = done.stdout.replace("&#58;", ":").replace("%3A", ":")
    assert text.index("sentry:baseUrl") < text.index("90%")


def test_it_counts_and_is_refused_unless_lifted(sides: tuple[Path, Path]) -> None:
    old, new = sides
    put("__main__.py")(new)
    codes = {
        arguments: diff(old.parent, "old", "new", *arguments).returncode
        for arguments in (
            (), ("--fail-on", "removed"), ("--fail-on", "settings-changed=off"),
            ("--fail-on", "settings-changed=off", "--exit-code"), ("--override", "agreed"),
        )
    }  # fmt: skip

    assert list(codes.values()) == [1, 1, 0, 1, 0]
    assert "No alert differs between old and new; 1 change" in diff(old.parent, "old", "new").stdout


def test_a_revision_and_the_working_tree(sides: tuple[Path, Path]) -> None:
    old, _ = sides
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "-qm", "x")):
        subprocess.run(("git", *command), cwd=old, check=True)
    assert diff(old, "HEAD", "--exit-code").returncode == 0
    put("__main__.py")(old)
    ATTACKS["plugins.providers[0].path"](old)

    found = json.loads(diff(old, "HEAD", "-f", "json").stdout)["settings"]

    assert [each["path"] for each in found] == ["plugins.providers[0].path", "__main__.py"]


def test_a_link_of_a_revision_is_told_as_of_the_working_tree(sides: tuple[Path, Path]) -> None:
    """The program's folder comes first where Python looks: what is called yaml there is run."""
    old, _ = sides
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for attack in (lambda _: None, ATTACKS["yaml"], ATTACKS["json"]):
        attack(old)
        for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "-qm", "x")):
            subprocess.run(("git", *command), cwd=old, check=True)

    for head in ((), ("HEAD",)):
        done = diff(old, "HEAD~2", *head, "-f", "json")
        assert done.returncode == 1, done.stderr
        assert [each["path"] for each in json.loads(done.stdout)["settings"]] == ["json", "yaml.py"]
    assert diff(old, "HEAD", "--exit-code").returncode == 0


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("sentry:baseUrl: https://sentry.acme.example/", True),
        ("sentry:baseUrl: http://127.0.0.1:8000/", True),
        ("sentry:baseUrl: http://localhost:8000/", True),
        ("sentry:baseUrl: http://sentry.acme.example/", False),
        ("sentry-alerting:baseUrl: HTTP://127.0.0.1.evil.example/", False),
        ("pagerduty:apiUrlOverride: ftp://x.example", False),
        ("pagerduty:apiUrlOverride: x.example", False),
        ("aws:endpoints: [{ sns: http://10.0.0.1 }]", False),
    ],
)
def test_addresses_of_vendors_are_https(sides: tuple[Path, Path], line: str, fine: bool) -> None:
    _, new = sides
    setting(line)(new)

    done = run("setpoint", "check", folder=new)

    assert (done.returncode == 0) == fine
    assert fine or "must be an https address" in done.stderr


def test_a_revision_with_a_file_that_pulumi_would_read_in_place_is_refused(
    sides: tuple[Path, Path],
) -> None:
    old, _ = sides
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    put("Pulumi.json", '{"name": "acme", "runtime": "python"}')(old)
    for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "-qm", "x")):
        subprocess.run(("git", *command), cwd=old, check=True)
    (old / "Pulumi.json").unlink()

    done = diff(old, "HEAD", "HEAD")

    assert done.returncode == 2
    assert "Pulumi.json" in done.stderr
