"""Broken configs, each with exactly the problems it is to be told.

The tables in broken/ hold a file `alerts/broken.yaml` each, read together with
project/organization.yaml; a problem without a file's name is one of the broken file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config import ConfigError, find_project
from tests.config.cases import FOLDER, Case, cases
from tests.config.conftest import SHARED, problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Load

BASES = cases(overlays=False)
OVERLAYS = cases(overlays=True)
FINE = """\
services:
  api: { team: platform }
"""


@pytest.mark.parametrize("case", BASES, ids=lambda case: case.name)
def test_broken_config_is_told(case: Case, loader: Load) -> None:
    found = problems_of(loader, {"broken.yaml": case.text})
    shown = [p.removeprefix("alerts/").removeprefix("broken.yaml:") for p in found]
    assert shown == case.problems


@pytest.mark.parametrize("case", OVERLAYS, ids=lambda case: case.name)
def test_broken_overlay_is_told(case: Case, loader: Load) -> None:
    services = (SHARED / "services.yaml").read_text()
    assert problems_of(loader, {"services.yaml": services}, case.text) == case.problems


def test_tables_are_read_whole() -> None:
    written = sum(table.read_text().count("\n=== ") + 1 for table in FOLDER.glob("*.txt"))
    assert len(BASES) + len(OVERLAYS) == written >= 60


def test_what_broken_configs_are_read_with_is_fine(loader: Load) -> None:
    assert loader({"fine.yaml": FINE})["prod"].config.services["api"].team == "platform"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "1:1: the file is empty; delete it or write something in it"),
        (b"services:\n  api: { team: plat\xffform }\n", "2:20: byte 0xff is not UTF-8"),
        (b"a: \xed\xa0\x80\n", "1:4: byte 0xed is not UTF-8"),
        ("services: {}\n".encode("utf-16"), "1:1: byte 0xff is not UTF-8"),
        (b"a: b\x00c\n", "1:5: the character U+0000 is not allowed in YAML"),
        (b"a: b\x07c\n", "1:5: the character U+0007 is not allowed in YAML"),
        (b"a: b\rc: d\r\n\x1f", "3:1: the character U+001F is not allowed in YAML"),
        (b"a: \xef\xbb\xbfb\n", "1:4: the character U+FEFF is not allowed in YAML"),
        (b"a: " + b"[" * 50_000 + b"]" * 50_000, "1:103: the nesting is too deep"),
        (b"a: " + b"[" * 500_000, "1:103: the nesting is too deep"),
        (b"- " * 50_000 + b"a\n", "1:201: the nesting is too deep"),
        (b"a: '" + b"x" * 10_000_000 + b"'\n", "1:1: the file is larger than 8 MB, the limit"),
    ],
    ids=[
        *("empty", "latin-1", "surrogate", "utf-16", "nul", "bell"),
        *("carriage-return", "bom-inside"),
        *("deep-brackets", "unclosed-brackets", "deep-blocks", "10-megabytes"),
    ],
)
def test_unreadable_file_is_told(content: bytes, problem: str, loader: Load) -> None:
    (found,) = problems_of(loader, {"broken.yaml": content})
    assert found.startswith(f"alerts/broken.yaml:{problem}")


def test_byte_order_mark_at_the_start_is_fine(loader: Load) -> None:
    assert loader({"bom.yaml": b"\xef\xbb\xbf" + FINE.encode()})


def test_windows_line_ends_keep_positions(loader: Load) -> None:
    (found,) = problems_of(loader, {"broken.yaml": "services:\r\n  api:\r\n    team: web\r\n"})
    assert found.startswith("alerts/broken.yaml:3:11: services.api.team: there is no team 'web'")


def test_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "alerts").mkdir()
    (tmp_path / "Pulumi.yaml").write_text("name: shop\n")
    with pytest.raises(ConfigError, match=r"the folder alerts/ has no \.yaml file"):
        find_project(tmp_path)
