"""Each check has a page in docs/lint, and the page's examples do what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.lint import all_checks, find_check, lint
from setpoint.lint.pages import index, page_name, page_text
from tests.lint.cases import Files, merged, project_in, write

if TYPE_CHECKING:
    from setpoint.lint import Finding

FOLDER = Path(__file__).parents[2] / "docs" / "lint"
PARTS = ("What is wrong", "Example", "Setting it right", "Allowing it")
BLOCK = re.compile(r"```(?:yaml|markdown)\n(?:# |<!-- )(\S+?)(?: -->)?\n(.*?)```", re.DOTALL)
ALL = list(all_checks())
# Their examples are sentences: the YAML would fill pages.
TOLD = {"limits/dashboard-metrics", "limits/description", "composite/rule-too-long"}
OFFLINE = [name for name in ALL if name not in TOLD and not find_check(name).online]


def parts(check: str) -> dict[str, str]:
    """Return the page's parts by heading."""
    pieces = re.split(
        r"^## (.+)\n", (FOLDER / page_name(check)).read_text("utf-8"), flags=re.MULTILINE
    )
    return {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def files(text: str) -> Files:
    """Return the files that a part of a page shows."""
    shown = Files({}, {"prod": None})
    for name, content in BLOCK.findall(text):
        if name == "alerts.yaml":
            shown.config = yaml.safe_load(content)
        elif name.startswith("Pulumi."):
            stack: dict[str, Any] = yaml.safe_load(content)["config"]
            environment = name.removeprefix("Pulumi.").removesuffix(".yaml")
            shown.overlays[environment] = stack.pop("setpoint:config", None)
            shown.stack[environment] = stack
        else:
            shown.files[name] = content
    return shown


def found(check: str, shown: Files, folder: Path) -> list[Finding]:
    return [f for f in lint(project_in(write(folder, shown))) if f.check == check]


def test_pages_and_checks_go_together() -> None:
    assert {page.name for page in FOLDER.glob("*.md")} - {"README.md"} == {
        page_name(name) for name in ALL
    }


@pytest.mark.parametrize("check", ALL)
def test_a_page_says_all_there_is_to_say(check: str) -> None:
    told = parts(check)
    assert tuple(told) == ("", *PARTS)
    assert told[""].startswith(f"# {check}\n\n{find_check(check).summary}. Severity: ")
    assert f"Severity: {find_check(check).severity}." in told[""]
    assert ("--online" in told[""]) == find_check(check).online
    assert all(text.strip() for text in told.values())
    assert page_text(check) == (FOLDER / page_name(check)).read_text("utf-8")


@pytest.mark.parametrize("check", OFFLINE)
def test_the_example_is_found(check: str, tmp_path: Path) -> None:
    example = parts(check)["Example"]
    sentence = re.findall(r"^(?:`` (.+) ``|`([^`]+)`)$", example, re.MULTILINE)[-1]
    assert "".join(sentence) in [f.message for f in found(check, files(example), tmp_path)]


@pytest.mark.parametrize("check", OFFLINE)
def test_what_is_set_right_passes(check: str, tmp_path: Path) -> None:
    assert found(check, files(parts(check)["Setting it right"]), tmp_path) == []


@pytest.mark.parametrize(
    "check", [name for name in OFFLINE if name == "allow/too-long" or name[:6] != "allow/"]
)
def test_what_is_allowed_stays_quiet(check: str, tmp_path: Path) -> None:
    told = parts(check)
    shown, allowance = files(told["Example"]), files(told["Allowing it"]).config
    shown.config = merged(shown.config, allowance)
    left = found(check, shown, tmp_path)
    assert left == [], "the page's allowance does not cover its example"


def test_the_index_is_up_to_date(request: pytest.FixtureRequest) -> None:
    text = index(all_checks())
    if request.config.getoption("--golden-update"):
        (FOLDER / "README.md").write_text(text, "utf-8")
    assert (FOLDER / "README.md").read_text("utf-8") == text, "`pytest --golden-update` writes it"
