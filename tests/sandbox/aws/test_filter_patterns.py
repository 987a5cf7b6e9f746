"""The stand-in takes the patterns that `setpoint check` takes, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.aws.logs.filter_patterns import is_well_formed
from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.filter_patterns import parse

WORDS = [
    *(
        "a",
        "b",
        "word",
        "5",
        "4*",
        "1.5",
        '"text"',
        "%re.x%",
        "%a(b)%",
        "$.a",
        "$.b[*]",
        "$.c[0].d",
    ),
    *(
        "=",
        "!=",
        ">",
        "==",
        "&&",
        "||",
        "(",
        ")",
        "IS",
        "NULL",
        "NOT",
        "EXISTS",
        "-",
        "?",
        ":",
        "'",
    ),
]


def is_taken(pattern: str) -> bool:
    try:
        parse(pattern)
    except ExpressionError:
        return False
    return True


@settings(max_examples=400, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=7))
def test_terms(words: list[str]) -> None:
    text = "x " + " ".join(words)
    assert is_well_formed(text) is is_taken(text), text


selectors = st.sampled_from(["$.a", "$.b[*]", "$.c[0].d", "$['e']", "$.*", "f", "$.a[*].b[*]"])
values = st.sampled_from(
    ["5", "-1e3", "w*", '"t"', "%re%", "%a(b)%", "IS", "x:y", "NULL", "$.a", "'t'", ""]
)
comparisons = st.one_of(
    st.builds("{} {} {}".format, selectors, st.sampled_from(["=", "!=", ">", "=="]), values),
    st.builds("{} {}".format, selectors, st.sampled_from(["IS NULL", "NOT EXISTS", "IS NOT NULL"])),
)


@settings(max_examples=400, deadline=None)
@given(
    parts=st.lists(comparisons, min_size=1, max_size=4),
    joints=st.lists(st.sampled_from([" && ", " || ", " "]), min_size=4, max_size=4),
    brackets=st.booleans(),
)
def test_json(parts: list[str], joints: list[str], brackets: bool) -> None:
    inner = "".join(f"{part}{joint}" for part, joint in zip(parts, joints, strict=False))
    inner = inner[: len(inner) - len(joints[len(parts) - 1])]
    text = f"{{ ({inner}) }}" if brackets else f"{{ {inner} }}"
    assert is_well_formed(text) is is_taken(text), text


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ('[a = "x,y", b]', True),
        ('[a = "x\\",y", b]', True),
        ('[a = "x, b]', False),
        ('{ $.a = "b }', False),
        ("[a, b = 1 && b < 3]", True),
        ("[a, b = 1 && c < 3]", False),
    ],
)
def test_strings_hide_what_is_in_them(text: str, *, taken: bool) -> None:
    assert is_well_formed(text) is taken
