"""Links between pages lead somewhere, to the very heading, and the list of decisions is whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import PAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
DECISIONS = ROOT / "docs" / "adr"


def prose(page: Path) -> str:
    """Return a page without code."""
    return _FENCED.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """Return the relative links of a page that lead nowhere."""
    return [
        link
        for link in _LINK.findall(_CODE.sub("", prose(page)))
        if not re.match(r"[a-z]+:", link) and not _leads_somewhere(page, link)
    ]


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    assert not broken(page)


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[a](other.md) [b](#there) [c](#here) `[d](e)` [f](https://g.example)\n"
    )
    assert broken(page) == ["other.md", "#there"]


def test_the_list_of_decisions_has_each_of_them() -> None:
    listed = re.findall(r"^\| \[(\d+)\]\(\1-([^)]+)\) \| \S.* \|$",
                        (DECISIONS / "README.md").read_text(), re.MULTILINE)  # fmt: skip
    pages = sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))
    assert sorted("-".join(parts) for parts in listed) == pages
