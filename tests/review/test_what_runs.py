"""Code that a deployment runs changes nowhere unseen: each attack is a commit of a stranger's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from setpoint.cli._sides import load_sides
from setpoint.cli._stage import read_stage
from setpoint.cli.failure import CommandError
from tests.git.conftest import git
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PULUMI = """\
name: acme
runtime: { name: python, options: { virtualenv: .venv } }
plugins: { providers: [{ name: sentry-alerting, path: %s }] }
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a project in a folder, beside what is shared with others."""
    top = tmp_path / "repository"
    infra = write(top / "infra", project({"cpu": alert(cpu())}), {"prod": {}})
    (infra / "Pulumi.yaml").write_text(PULUMI % "../providers/sentry")
    files = {
        "infra/__main__.py": "one\n",
        "infra/requirements.txt": "-r ../lib/base.txt\n-e../packages/ours\n./wheels/a\n",
        "lib/base.txt": "-c deeper/limits\nboto3==1.0\n",
        "lib/deeper/limits": "boto3<2\n",
        "packages/ours/ours.py": "one\n",
        "providers/sentry/run": "one\n",
        "shared/tool/run": "one\n",
        "other/app.py": "one\n",
        "infra/ours/__init__.py": "one\n",
    }
    for name, text in files.items():
        put(name, text)(top)
    (infra / "tool").symlink_to("../shared/tool/run")
    git(top, "init", "--quiet", "--initial-branch", "main")
    commit(top)
    git(top, "checkout", "--quiet", "-b", "pr")
    return top


def commit(top: Path) -> None:
    git(top, "add", "--all", "--force")
    git(top, "commit", "--quiet", "--allow-empty", "--message", "x")


def put(file: str, text: str = "two\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)

    return change


def module(path: str) -> Callable[[Path], None]:
    """A submodule in place of what is there."""

    def change(top: Path) -> None:
        shutil.rmtree(top / path, ignore_errors=True)
        git(top, "add", "--all")
        head = git(top, "rev-parse", "HEAD")
        git(top, "update-index", "--add", "--cacheinfo", f"160000,{head},{path}")
        git(top, "commit", "--quiet", "--message", "module")
        (top / path).mkdir(parents=True)

    return change


def linked_provider(top: Path) -> None:
    (top / "providers").rename(top / "evil")
    (top / "providers").symlink_to("evil")


def committed_environment(top: Path) -> None:
    put("infra/.venv/pyvenv.cfg")(top)
    put("infra/.venv/bin/python")(top)


ATTACKS = {
    ".venv": put("infra/.venv/lib/python3.12/site-packages/x.pth"),
    ".venv/bin/python": put("infra/.venv/bin/python"),
    ".venv, marked": committed_environment,
    "venv": put("infra/venv/lib/python3.12/site-packages/x.py"),
    ".lib": put("infra/.lib/x.py"),
    "node_modules": put("infra/node_modules/x.py"),
    "../providers": put("providers/sentry/__main__.py"),
    "../providers, hidden": put("providers/sentry/.bin/run"),
    "../providers, a link": linked_provider,
    "../providers, a submodule": module("providers/sentry"),
    "yaml, a submodule": module("infra/yaml"),
    "../lib": put("lib/base.txt"),
    "../lib, deeper": put("lib/deeper/limits"),
    "../packages": put("packages/ours/ours.py"),
    "wheels": put("infra/wheels/a", "a package"),
    "deps.txt": put("infra/deps.txt"),
    "../shared, where a link leads": put("shared/tool/run"),
    "Makefile": put("infra/Makefile"),
    "requirements": put("infra/requirements"),
    "environment.yml": put("infra/environment.yml"),
    "Dockerfile.dev": put("infra/Dockerfile.dev"),
    "deploy.sh": put("infra/deploy.sh"),
    ".envrc": put("infra/.envrc"),
    ".github/workflows": put("infra/.github/workflows/deploy.yml"),
    "ours, a table of a package": put("infra/ours/checksums.json"),
    "ours, a table of a package, deeper": put("infra/ours/module/go.sum"),
    "lib, compiled": put("infra/lib/__pycache__/x.cpython-312.pyc"),
    "../Makefile": put("Makefile"),
    "../.github/workflows": put(".github/workflows/deploy.yml"),
    "../.github/actions": put(".github/actions/up/run"),
    "../.gitlab": put(".gitlab/deploy.yml"),
    "../.gitlab-ci.yml": put(".gitlab-ci.yml"),
    "../.ci": put(".ci/run"),
    "../action.yml": put("action.yml"),
    "../.envrc": put(".envrc"),
    "../Dockerfile": put("Dockerfile"),
    "../mise.toml": put("mise.toml"),
    "../.tool-versions": put(".tool-versions"),
    "../requirements": put("requirements"),
    "../requirements.txt": put("requirements.txt"),
    "../requirements.lock": put("requirements.lock"),
    "../pyproject.toml": put("pyproject.toml"),
    "../go.mod": put("go.mod"),
}  # fmt: skip


def told(top: Path, base: str, head: str | None = None) -> list[str]:
    return [each.path for each in load_sides(top / "infra", base, head, []).settings]


@pytest.mark.parametrize("name", ATTACKS)
def test_each_is_told_of_a_revision_and_of_its_checkout(top: Path, name: str) -> None:
    assert told(top, "main") == told(top, "main", "HEAD") == []
    ATTACKS[name](top)
    if "submodule" not in name:
        commit(top)

    for head in (None, "HEAD"):
        assert name.split(",", maxsplit=1)[0].startswith(told(top, "main", head)[0].rstrip("/"))
    assert told(top, "HEAD") == []


@pytest.mark.parametrize(
    "path", ["{top}/tools/sentry", "../../repository/tools/sentry", "../infra/../tools/sentry"]
)
def test_a_plugin_s_path_may_take_a_detour(top: Path, path: str) -> None:
    put("infra/Pulumi.yaml", PULUMI % path.format(top=top))(top)
    put("tools/sentry/run")(top)
    commit(top)
    put("tools/sentry/run", "three\n")(top)
    commit(top)

    assert told(top, "HEAD~1") == told(top, "HEAD~1", "HEAD") == ["../tools/"]


@pytest.mark.parametrize("name", [".venv", "venv"])
def test_an_environment_that_was_installed_here_is_not(top: Path, name: str) -> None:
    for file in ("pyvenv.cfg", "bin/python", "lib/python3.12/site-packages/x.py"):
        put(f"infra/{name}/{file}")(top)

    assert told(top, "main") == []


@pytest.mark.parametrize(
    "file",
    [
        "other/app.py",
        "other/Makefile",
        "other/requirements.txt",
        "shared/tool/README",
        "infra/docs/more.md",
        "infra/README.md",
        "infra/ours/README.md",
        "README.md",
        "notes.txt",
        "tests/test_app.py",
        "tests/__init__.py",
        ".github/CODEOWNERS",
        ".github/ISSUE_TEMPLATE/bug.yml",
    ],
)
def test_what_nothing_names_is_not(top: Path, file: str) -> None:
    put(file)(top)
    commit(top)

    assert told(top, "main") == told(top, "main", "HEAD") == []


@pytest.mark.parametrize("file", ["components/__init__.py", "components/sns/table.yaml"])
def test_a_package_beside_the_environment_is_installed_in_it(top: Path, file: str) -> None:
    put("infra/Pulumi.yaml", (PULUMI % "../providers/sentry").replace(".venv", "../.venv"))(top)
    put("components/__init__.py", "one\n")(top)
    put("components/tests/__init__.py", "one\n")(top)
    commit(top)
    git(top, "branch", "--force", "main")
    for alike in ("components/README.md", "components/tests/test_x.py", "other/app.py"):
        put(alike)(top)
    commit(top)
    assert told(top, "main") == told(top, "main", "HEAD") == []

    put(file)(top)
    commit(top)
    assert told(top, "main") == told(top, "main", "HEAD") == ["../components/"]


@pytest.mark.parametrize("address", ["file://./state", "file://state?metadata=skip", "file://../s"])
def test_committed_state_is_told(top: Path, address: str) -> None:
    backend = f"backend: {{ url: {address} }}\n"
    put("infra/Pulumi.yaml", PULUMI % "../providers/sentry" + backend)(top)
    folder = "s" if ".." in address else "infra/state"
    put(f"{folder}/.pulumi/stacks/acme/prod.json", "{}")(top)
    commit(top)
    assert told(top, "HEAD") == []
    put(f"{folder}/.pulumi/stacks/acme/prod.json", "[]")(top)
    commit(top)

    wanted = ["../s/"] if ".." in address else ["state/"]
    assert told(top, "HEAD~1") == told(top, "HEAD~1", "HEAD") == wanted


def test_state_that_is_not_committed_is_not(top: Path) -> None:
    put("infra/Pulumi.yaml", PULUMI % "../providers/sentry" + "backend: { url: file://state }\n")(
        top
    )
    commit(top)
    put("infra/state/.pulumi/stacks/acme/prod.json")(top)
    assert told(top, "HEAD") == []


def test_nothing_outside_of_the_repository_is_looked_at(top: Path) -> None:
    put("infra/Pulumi.yaml", PULUMI % "../../outside")(top)
    commit(top)
    put("outside/run")(top.parent)

    assert told(top, "HEAD") == []


@pytest.mark.parametrize("name", ATTACKS)
def test_a_plan_file_is_held_to_it(top: Path, name: str) -> None:
    before = read_stage(top / "infra", "prod").digests["program"]
    ATTACKS[name](top)
    if "submodule" not in name:
        commit(top)

    assert read_stage(top / "infra", "prod").digests["program"] != before


def test_a_plan_file_goes_on_holding_where_packages_are_installed(top: Path) -> None:
    before = read_stage(top / "infra", "prod").digests["program"]
    for name in ("venv", ".venv"):
        put(f"infra/{name}/pyvenv.cfg")(top)
        put(f"infra/{name}/lib/x.py")(top)

    assert read_stage(top / "infra", "prod").digests["program"] == before


def test_more_than_lists_name_is_refused(top: Path) -> None:
    for one in range(150):
        lines = (f"./{one}/{other}/package" for other in range(150))
        put(f"infra/r{one}.txt", "\n".join(lines))(top)
    commit(top)

    with pytest.raises(CommandError, match="more than 20,000 files and folders"):
        load_sides(top / "infra", "main", "pr", ())
