"""A project's files are found from any folder below, and unclear ones are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from setpoint.config import ConfigError, find_project, load, load_all

ROOT = Path(__file__).parents[2]


def make(root: Path, *files: str) -> Path:
    """A folder with these files, each a mapping."""
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("name: shop\n")
    return root


def refusal(root: Path) -> str:
    """Why a project can't be found."""
    with pytest.raises(ConfigError) as caught:
        find_project(root)
    return str(caught.value)


def test_project_is_found_from_a_folder_below() -> None:
    project = find_project(ROOT / "tests" / "config")
    assert project.root == ROOT
    assert project.name == "quicksell-alerting"
    assert set(project.environments) >= {"prod", "staging"}
    assert project.base_files == tuple(sorted((ROOT / "alerts").glob("*.yaml")))


def test_single_file_is_a_base(tmp_path: Path) -> None:
    project = find_project(make(tmp_path, "Pulumi.yaml", "alerts.yaml"))
    assert project.base_files == (tmp_path / "alerts.yaml",)
    assert dict(project.environments) == {}


def test_no_project_is_told(tmp_path: Path) -> None:
    assert "no Pulumi.yaml here or in a folder above" in refusal(tmp_path)


def test_no_config_is_told(tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml")
    assert refusal(tmp_path) == (
        "alerts.yaml:1:1: there is none; write alerts.yaml or files in alerts/"
    )


def test_file_and_folder_are_told(tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml", "alerts.yaml", "alerts/api.yaml")
    assert "there is also a folder alerts/; keep one of the two" in refusal(tmp_path)


def test_file_with_another_ending_is_told(tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml", "alerts/api.yaml", "alerts/web.yml")
    assert refusal(tmp_path) == (
        "alerts/web.yml:1:1: files of alerts/ end in .yaml; rename this one"
    )


def test_project_without_a_name_is_told(tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml", "alerts.yaml")
    (tmp_path / "Pulumi.yaml").write_text("runtime: python\n")
    assert refusal(tmp_path) == "Pulumi.yaml:1:1: name: is missing"


def test_project_without_environments_is_told(tmp_path: Path) -> None:
    project = find_project(make(tmp_path, "Pulumi.yaml", "alerts.yaml"))
    with pytest.raises(ConfigError, match=r"there is no environment; write .* Pulumi\.prod\.yaml"):
        load_all(project)


def test_unknown_environment_is_told_with_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        load(find_project(ROOT), "stagging")
    assert "there are prod, staging; did you mean staging?" in str(caught.value)


@pytest.mark.parametrize("shadow", ["components/__init__.py", "sandbox.py"])
def test_a_package_that_hides_one_of_setpoint_s_is_told(shadow: str, tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml", "alerts.yaml", shadow)
    package = shadow.partition("/")[0].removesuffix(".py")
    assert refusal(tmp_path) == (
        f"{shadow}:1:1: hides Setpoint's own package {package} from __main__.py;"
        " give it another name"
    )


def test_a_folder_that_is_no_package_hides_nothing(tmp_path: Path) -> None:
    make(tmp_path, "Pulumi.yaml", "alerts.yaml", "components/button.tsx")
    assert find_project(tmp_path).root == tmp_path


@pytest.mark.parametrize(
    "file", ["Pulumi.json", "Pulumi.yml", "Pulumi.prod.json", "Pulumi.prod.yml"]
)
def test_a_file_that_pulumi_would_read_in_place_is_refused(tmp_path: Path, file: str) -> None:
    """Pulumi.json comes first by name; with it Pulumi.prod.json decides where tokens go."""
    root = make(tmp_path, "Pulumi.yaml", "alerts.yaml", file)
    assert f"{file}:1:1" in refusal(root)
    assert "in place of a file that is checked" in refusal(root)


def test_other_files_may_be_called_alike(tmp_path: Path) -> None:
    root = make(tmp_path, "Pulumi.yaml", "alerts.yaml", "Pulumi.md", "Pulumi-notes.json")
    assert find_project(root).name == "shop"


@pytest.mark.parametrize("line", ["stackConfigDir: settings", "config: settings"])
def test_settings_in_another_folder_are_refused(tmp_path: Path, line: str) -> None:
    root = make(tmp_path, "Pulumi.yaml", "alerts.yaml")
    (root / "Pulumi.yaml").write_text(f"name: shop\n{line}\n")
    assert "Pulumi.yaml:2" in refusal(root)
    assert "must be beside Pulumi.yaml" in refusal(root)
    (root / "Pulumi.yaml").write_text("name: shop\nstackConfigDir: .\nconfig: { a: b }\n")
    assert find_project(root).name == "shop"
