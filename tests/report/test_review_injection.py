"""What a stranger writes into a config stays text, in every format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from setpoint.report.markdown import inert
from setpoint.report.plain import Paper
from setpoint.report.review_annotations import review_annotations
from setpoint.report.review_html import review_html
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict
from tests.review.hostile import HOSTILE, hostile_review

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.review import Review


@pytest.fixture
def hostile(tmp_path: Path) -> Review:
    return hostile_review(tmp_path)


def test_markdown_is_inert(hostile: Review) -> None:
    comment = re.sub(r"&#\d+;", "", review_markdown(hostile, Verdict()))

    for text in ("<script", "![", "](", "**bold**", "`code`", "@everyone", "#1", "GH-1", "| a |"):
        assert text not in comment
    assert comment.count("</details>") == comment.count("<details>")


def test_html_is_inert(hostile: Review) -> None:
    page = review_html(hostile, Verdict())

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_an_annotation_stays_one_command(hostile: Review) -> None:
    lines = review_annotations(hostile, Verdict()).splitlines()

    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert any("%250A" in line for line in lines)


def test_json_keeps_the_text(hostile: Review) -> None:
    assert HOSTILE in json.dumps(json.loads(review_json(hostile, Verdict())))


def test_a_terminal_gets_no_control_characters(hostile: Review) -> None:
    text = review_text(hostile, Verdict(), Paper())

    assert not [each for each in text if ord(each) < 32 and each != "\n"]


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("plain, text. 5% of (all)", "plain, text. 5% of (all)"),
        ("a_b", "a&#95;b"),
        ("- x", "&#45; x"),
        ("1. x", "&#49;. x"),
        ("a\n\n# b", "a &#35;<!-- --> b"),
        ("@me", "&#64;<!-- -->me"),
        ("a|b", "a&#124;b"),
    ],
)
def test_special_characters_are_entities(text: str, rendered: str) -> None:
    assert inert(text) == rendered
