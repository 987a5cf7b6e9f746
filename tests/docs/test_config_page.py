"""docs/config.md has every key; `--golden-update` writes its tables anew."""

from __future__ import annotations

import pytest

from setpoint.report.config_reference import UnknownSectionError, all_sections, documented, fill
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "config.md"


def test_the_tables_are_up_to_date(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text("utf-8")
    filled = fill(page)
    if request.config.getoption("--golden-update"):
        PAGE.write_text(filled, "utf-8")
        page = filled
    assert page == filled, "`pytest tests/docs --golden-update` writes them"


def test_every_section_of_the_config_has_a_table() -> None:
    missing = set(all_sections()) - documented(PAGE.read_text("utf-8"))
    assert not missing, "write `<!-- keys: NAME -->` and `<!-- end -->` where they belong"


def test_a_table_says_value_default_and_meaning() -> None:
    page = fill("## Checks\n<!-- keys: HttpCheck -->\nof before\n<!-- end -->\n# Keys\n"
                "<!-- keys: Evaluation -->\n<!-- end -->\n"
                "# States\n<!-- keys: AlarmActions -->\n<!-- end -->\n")  # fmt: skip
    assert "of before" not in page
    assert "| `url` | URL | required |" in page
    assert "| `interval` | `10s`, `30s` | `30s` |" in page
    assert "| `failure_threshold` | whole number, 1 to 10 | `3` |" in page
    assert "as under [Evaluation](#keys)" in page
    assert "as under [AlarmActions](#states)" in page


def test_a_section_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownSectionError, match="Nonsense"):
        fill("# A\n<!-- keys: Nonsense -->\n<!-- end -->\n")
