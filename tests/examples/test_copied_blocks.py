"""No run of lines stands twice in the organizations' configs: what is needed twice is a feature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.organizations import ORGANIZATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LONGEST = 5  # lines in a row that may be the same
BARE_KEY = re.compile(r"(- )?[\w.-]+:( #.*)?")  # says nothing by itself


def lines(path: Path) -> list[tuple[int, str]]:
    """Return number and text of the lines that say something, spaces made one."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = " ".join(line.split())
        if text and not text.startswith("#") and not BARE_KEY.fullmatch(text):
            found.append((number, text))
    return found


def copies(files: Sequence[Path]) -> Iterator[str]:
    """Yield every run of lines that is one too many, with both places."""
    seen: dict[tuple[str, ...], str] = {}
    for path in files:
        found = lines(path)
        for index in range(len(found) - LONGEST):
            run = tuple(text for _, text in found[index : index + LONGEST + 1])
            place = f"{path.relative_to(path.parents[2])}:{found[index][0]}"
            if run in seen:
                yield f"{place} is as {seen[run]}: {run[0]}"
            else:
                seen[run] = place


def configs() -> list[Path]:
    """Return every YAML file of a config or an overlay."""
    return [
        path
        for organization in ORGANIZATIONS
        for pattern in ("alerts/*.yaml", "alerts.yaml", "Pulumi.*.yaml")
        for path in sorted(organization.root.glob(pattern))
    ]


def test_no_block_is_copied() -> None:
    assert list(copies(configs())) == []


def test_a_copied_block_is_found_wherever_it_is_indented(tmp_path: Path) -> None:
    folder = tmp_path / "acme" / "alerts"
    folder.mkdir(parents=True)
    block = [f"key{number}: a value of its own" for number in range(LONGEST + 1)]
    (folder / "a.yaml").write_text("\n".join(["one:", *block]))
    (folder / "b.yaml").write_text("\n".join(["two:", *(f"    {line}" for line in block)]))
    (found,) = copies([folder / "a.yaml", folder / "b.yaml"])
    assert "b.yaml:2 is as" in found

    (folder / "b.yaml").write_text("\n".join(block[:LONGEST]))
    assert list(copies([folder / "a.yaml", folder / "b.yaml"])) == []


def test_there_are_configs_to_compare() -> None:
    assert len(configs()) > len(ORGANIZATIONS)
    assert all(path.is_relative_to(ROOT) for path in configs())
