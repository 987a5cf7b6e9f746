"""What a command writes goes through no link that a checkout has brought."""

from __future__ import annotations

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
