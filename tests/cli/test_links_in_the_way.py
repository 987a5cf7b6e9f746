"""What a command writes goes through no link that a checkout has brought."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

WRITING = {
    "file": ("review.md", ("lint", "-o", "review.md")),
    "folder": ("out", ("lint", "-o", "out/review.md")),
    "folder within": ("a/out", ("lint", "-o", "a/out/review.md")),
    "diff": ("review.md", ("diff", ".", ".", "-o", "review.md")),
    "plan": ("plans/plan-prod.json", ("diff", ".", "--save-plans", "plans")),
    "plans": ("plans", ("diff", ".", "--save-plans", "plans")),
    "schema": ("schema/setpoint.schema.json", ("schema", "--write")),
    "schemas": ("schema", ("schema", "--write")),
    "new project": ("new/alerts", ("init", "new", "--yes")),
    "new plugin": ("new/plugins/sentry-alerting", ("init", "new", "--yes")),
}


@pytest.mark.parametrize(("link", "arguments"), WRITING.values(), ids=WRITING)
def test_it_is_refused(
    setpoint: Run, project: Path, tmp_path_factory: pytest.TempPathFactory,
    link: str, arguments: tuple[str, ...],
) -> None:  # fmt: skip
    precious = tmp_path_factory.mktemp("elsewhere")
    (precious / "kept").write_text("kept")
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(precious / "kept" if "." in link else precious)

    done = setpoint(*arguments)

    assert done.returncode == 2, done.stderr
    assert f"{link} is a link" in done.stderr
    assert [each.read_text() for each in precious.iterdir()] == ["kept"]


def test_links_elsewhere_are_the_caller_s(
    setpoint: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("mine")
    (folder / "link").symlink_to(folder / "target")

    assert setpoint("lint", "-o", str(folder / "link")).returncode < 2
    assert (folder / "target").is_file()


@pytest.mark.parametrize("link", ["alerts", "plugins/sentry-alerting", "alerts/api.yaml"])
def test_a_new_project_stays_in_its_folder_wherever_that_is(
    setpoint: Run, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    """The last link leads nowhere yet."""
    folder, elsewhere = (tmp_path_factory.mktemp(name) for name in ("checkout", "elsewhere"))
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(elsewhere / "pwned" if "." in link else elsewhere)

    done = setpoint("init", str(folder), "--yes", "--organization", "acme")

    assert done.returncode == 2, done.stderr
    assert f"{folder / link} is a link" in done.stderr
    assert list(elsewhere.iterdir()) == []
    assert not (folder / "Pulumi.yaml").exists()


def test_a_readme_that_is_a_link_is_left_as_it_is(
    setpoint: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "READ.md").write_text("mine")
    (folder / "README.md").symlink_to("READ.md")

    assert setpoint("init", str(folder), "--yes", "--organization", "acme").returncode == 0
    assert (folder / "READ.md").read_text() == "mine"


def test_schemas_stay_in_a_project_that_is_elsewhere(
    setpoint: Run, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    checkout = tmp_path_factory.mktemp("checkout") / "acme"
    shutil.copytree(project, checkout)
    (checkout / "schema").symlink_to(elsewhere)

    done = setpoint("--project", str(checkout), "schema", "--write")

    assert done.returncode == 2, done.stderr
    assert "schema is a link" in done.stderr
    assert list(elsewhere.iterdir()) == []
