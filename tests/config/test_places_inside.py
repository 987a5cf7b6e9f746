"""Mistakes within a text stand where its character stands, however YAML writes the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from setpoint.config.reading.compose import compose
from setpoint.config.reading.plain import to_plain
from tests.config.conftest import problems_of

if TYPE_CHECKING:
    from tests.config.conftest import Load

MATH = """services:
  api:
    team: platform
    escalation: platform
    alerts:
      slow:
        severity: high
        summary: Slow
        cloudwatch_math:
          comparison: ">"
          threshold: 5
          metrics:
            m1: {{ namespace: Shop, name: Orders, statistic: Sum }}
          expression: {expression}
"""


@pytest.mark.parametrize(
    ("expression", "place"),
    [
        ("m1 +* 2", "14:27"),
        ("'m1 +* 2'", "14:28"),
        ('"m1 +* 2"', "14:28"),
        ('"m1\\u0020+* 2"', "14:33"),
        ("|\n            m1 +\n              * 2", "16:15"),
        (">\n            m1 +\n            * 2", "16:13"),
        (">-\n\n            m1\n\n            +* 2", "18:14"),
        ("m1\n            +\n            * 2", "16:13"),
        ('"m1 \\\n              + \\\n              * 2"', "16:15"),
        ("'m1\n\n              +* 2'", "16:16"),
        ('"${sum} +* 2"', "14:32"),
        ('"${broken} * 2"', "14:24"),
        ("|2\n             m1 +* 2", "15:18"),
        ("&sum m1 +* 2", "14:32"),
        ("!!str 'm1 +* 2'", "14:34"),
        ("&sum >\n            m1\n            +* 2", "16:14"),
    ],
)
def test_a_mistake_is_told_at_its_character(expression: str, place: str, loader: Load) -> None:
    variables = 'variables: { sum: "m1 + m1", broken: "m1 +*" }\n'
    text = MATH.format(expression=expression) + variables
    (told,) = problems_of(loader, {"broken.yaml": text})
    assert told.removeprefix("alerts/broken.yaml:").startswith(f"{place}: "), told
    assert told.endswith("'*' stands where a metric, a number or a function belongs")


def test_a_parameter_of_a_template_is_placed_in_the_use(loader: Load) -> None:
    text = """templates:
  summed:
    parameters: [what]
    alert:
      severity: high
      summary: Slow
      cloudwatch_math:
        comparison: ">"
        threshold: 5
        metrics: { m1: { namespace: Shop, name: Orders, statistic: Sum } }
        expression: ${what}
services:
  api:
    team: platform
    escalation: platform
    alerts:
      slow: { template: summed, with: { what: m1 +* 2 } }
"""
    (told,) = problems_of(loader, {"broken.yaml": text})
    assert told.startswith("alerts/broken.yaml:17:51: ")


def character(text: str, value: str, at: int) -> tuple[int, int]:
    document, problems = to_plain_of(text)
    assert problems == []
    assert document.data == [value]
    found = document.inside((0,), at)
    assert found is not None
    return found.line, found.column


def to_plain_of(text: str):  # noqa: ANN201 - a document and its problems
    root = compose(text, "x.yaml")
    assert isinstance(root, yaml.Node)
    document, problems = to_plain(root, "x.yaml", text)
    assert document is not None
    return document, problems


# What the C parser takes and PyYAML writes in each style; nothing that ends a line but \n.
values = st.text(
    alphabet=st.sampled_from("ab c\n'\"\\+-#:ä1\t{}[],"), min_size=1, max_size=30
).filter(lambda text: text.strip() != "")


@pytest.mark.parametrize("style", ["'", '"', "|", ">", None])
@settings(max_examples=300, deadline=None)
@given(value=values, width=st.sampled_from([10, 1000]), data=st.data())
@example(value="a\n\n b\nc  d", width=10, data=None)
def test_each_character_is_found(
    style: str | None, value: str, width: int, data: st.DataObject | None
) -> None:
    text = yaml.dump([value], default_style=style, width=width, allow_unicode=True)
    document, _ = to_plain_of(text)
    if document.data != [value]:  # without quotes it may be a number, or nothing
        return
    lines = text.splitlines()
    marks = range(len(value)) if data is None else [data.draw(st.integers(0, len(value) - 1))]
    for at in marks:
        line, column = character(text, value, at)
        if value[at] not in " \n\t\\\"'ä":
            assert lines[line - 1][column - 1] == value[at]


def test_a_namespace_of_another_region_is_told_in_its_query(loader: Load) -> None:
    query = 'SELECT MAX(Requests) FROM SCHEMA("AWS/CloudFront", DistributionId, Region)'
    text = MATH.format(expression=f"'{query}'").replace(
        "            m1: { namespace: Shop, name: Orders, statistic: Sum }\n", ""
    )
    text = text.replace("          metrics:\n", "")
    text = text.replace(
        "        severity: high", "        severity: high\n        region: eu-west-1"
    )

    (told,) = problems_of(loader, {"broken.yaml": text})

    line, column = (int(each) for each in told.split(":")[1:3])
    assert "AWS has AWS/CloudFront in us-east-1 alone" in told
    assert text.splitlines()[line - 1][column - 1 :].startswith('"AWS/CloudFront"')
