"""A realistic pull request in every format, against committed files."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_annotations import review_annotations
from setpoint.report.review_html import review_html
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_sarif import review_sarif
from setpoint.report.review_terminal import review_text
from tests.review.pull_request import reviewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review, Verdict

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "review"
FORMATS: dict[str, Callable[[Review, Verdict], str]] = {
    "terminal.txt": lambda found, verdict: review_text(found, verdict, Paper()),
    "colours.txt": lambda found, verdict: review_text(found, verdict, Paper(120, colours=True)),
    "comment.md": review_markdown,
    "review.json": review_json,
    "review.sarif": lambda found, _: review_sarif(found, "infrastructure/"),
    "annotations.txt": review_annotations,
    "review.html": review_html,
}


@pytest.fixture(scope="module")
def pull_request(tmp_path_factory: pytest.TempPathFactory) -> tuple[Review, Verdict]:
    return reviewed(tmp_path_factory.mktemp("pull-request"))


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_says_what_was_reviewed(
    name: str, pull_request: tuple[Review, Verdict], request: pytest.FixtureRequest
) -> None:
    text = FORMATS[name](*pull_request)
    file = GOLDEN / name
    if request.config.getoption("--golden-update"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    assert text == file.read_text(encoding="utf-8"), (
        f"{file.name} differs; `pytest tests/report --golden-update` writes it anew"
    )


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(FORMATS)


def test_json_is_as_the_schema_says(pull_request: tuple[Review, Verdict]) -> None:
    schema = json.loads((ROOT / "schema" / "review.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(json.loads(review_json(*pull_request)), schema)


def test_sarif_has_what_code_scanning_asks_for(pull_request: tuple[Review, Verdict]) -> None:
    log: Any = json.loads(review_sarif(pull_request[0]))

    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert len(run["results"]) == len(pull_request[0].edits) + len(
        {(loss.kind, loss.subject) for loss in pull_request[0].losses}
    )
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1


def test_a_comment_too_long_says_how_much_is_left_out(
    pull_request: tuple[Review, Verdict],
) -> None:
    comment = review_markdown(*pull_request, limit=3_500)

    assert len(comment) <= 3_500
    assert " more; `setpoint diff` tells them all" in comment
    assert comment.count("<details>") == comment.count("</details>")


class _Tags(HTMLParser):
    """What stands open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(
    pull_request: tuple[Review, Verdict],
) -> None:
    page = review_html(*pull_request)
    tags = _Tags()
    tags.feed(page)

    assert tags.open == []
    assert "svg" in tags.seen
    assert not tags.seen & {"script", "img", "link", "iframe"}
