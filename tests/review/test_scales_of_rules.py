"""A rule of Prometheus whose expression is counted at another scale: what its threshold does.

Expressions over one series of `a` and one of `b` are worked out beside their texts. What is said
to be more sensitive goes off for all values for which the old rule did.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.report.plain import Paper
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict
from setpoint.review.effect import Effect, combine
from setpoint.review.signals import differences
from tests.review.conftest import alert, project
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import AlertChange, Review

    Compare = Callable[..., Review]
    Work = Callable[[Fraction, Fraction], Fraction | None]

HOLDS: Final = {">": gt, ">=": ge, "<": lt, "<=": le, "==": eq, "!=": ne}
CONSTANTS: Final = ("100", "0.01", "1000", "3", "0.5", "60", "-1", "-4")
VALUES: Final = tuple(Fraction(each, 2) for each in range(-6, 7))


class Made(NamedTuple):
    """An expression: its text, and its value where there is one."""

    text: str
    work: Work


def by(form: str, work: Callable[[Fraction], Fraction | None]) -> Callable[[Made], Made]:
    """Make an expression of another one."""

    def worked(made: Made) -> Work:
        def value(a: Fraction, b: Fraction) -> Fraction | None:
            found = made.work(a, b)
            return None if found is None else work(found)

        return value

    return lambda made: Made(form.format(made.text), worked(made))


def of_two(
    form: str, work: Callable[[Fraction, Fraction], Fraction | None]
) -> Callable[[Made, Made], Made]:
    """Make an expression of two others."""

    def worked(one: Made, other: Made) -> Work:
        def value(a: Fraction, b: Fraction) -> Fraction | None:
            first, second = one.work(a, b), other.work(a, b)
            return None if first is None or second is None else work(first, second)

        return value

    return lambda one, other: Made(form.format(one.text, other.text), worked(one, other))


def times(constant: str) -> list[Callable[[Made], Made]]:
    number = Fraction(constant)
    return [
        by(f"({{}}) * {constant}", lambda value: value * number),
        by(f"{constant} * ({{}})", lambda value: number * value),
        by(f"({{}}) / {constant}", lambda value: value / number),
        by(f"{constant} / ({{}})", lambda value: number / value if value else None),
        by(f"({{}}) + {constant}", lambda value: value + number),
    ]


ALONE: Final = [
    *(make for constant in CONSTANTS for make in times(constant)),
    by("-({})", lambda value: -value),
    by("({})", lambda value: value),
    *(by(f"{name}({{}})", lambda value: value) for name in ("sum", "avg", "min", "max")),
    by("quantile(0.5, {})", lambda value: value),
    by("topk(1, {})", lambda value: value),
    by("stddev({})", lambda _: Fraction(0)),
    by("abs({})", abs),
    by("({}) ^ 2", lambda value: value * value),
    by("count({})", lambda _: Fraction(1)),
]
SCALING: Final = [make for constant in CONSTANTS for make in times(constant)[:3]]
BOTH: Final = [
    of_two("({}) + ({})", lambda one, other: one + other),
    of_two("({}) - ({})", lambda one, other: one - other),
    of_two("({}) * ({})", lambda one, other: one * other),
    of_two("({}) / ({})", lambda one, other: one / other if other else None),
    of_two("({}) or ({})", lambda one, _: one),
    of_two("({}) and ({})", lambda one, _: one),
]
LEAVES: Final = st.sampled_from([Made("a", lambda a, _: a), Made("b", lambda _, b: b)])
expressions = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.builds(lambda make, one: make(one), st.sampled_from(ALONE), below),
        st.builds(lambda make, one, other: make(one, other), st.sampled_from(BOTH), below, below),
    ),
    max_leaves=4,
)
scalings = st.lists(st.sampled_from(SCALING), max_size=2)
comparisons = st.sampled_from([*HOLDS])
thresholds = st.sampled_from(["0.01", "0.5", "1", "3", "-2", "150", "0.03", "100", "300", "0"])


def rule(watched: str, comparison: str, threshold: str) -> PrometheusRule:
    return PrometheusRule(
        name="It",
        expr=promql.joined(watched, comparison, threshold),
        watched=watched,
        comparison=comparison,  # type: ignore[arg-type]
        threshold=float(threshold),
        threshold_text=threshold,
        pending_period=0,
        keep_firing_for=None,
        labels={},
        annotations={},
        evaluation_interval=60,
    )


def fires(made: Made, comparison: str, threshold: str) -> list[bool]:
    found = (made.work(a, b) for a, b in product(VALUES, repeat=2))
    limit = Fraction(threshold)
    return [value is not None and HOLDS[comparison](value, limit) for value in found]


def held_to(old: tuple[Made, str, str], new: tuple[Made, str, str]) -> Effect:
    """Hold what is said of two rules to when they go off; return it."""
    before, after = fires(*old), fires(*new)
    rules = (rule(made.text, sign, limit) for made, sign, limit in (old, new))
    effect = combine(each.judgement.effect for each in differences(*rules))
    if effect in {Effect.more, Effect.unchanged}:
        assert not [1 for was, now in zip(before, after, strict=True) if was and not now]
    if effect in {Effect.less, Effect.unchanged}:
        assert not [1 for was, now in zip(before, after, strict=True) if now and not was]
    return effect


@settings(deadline=None, max_examples=400)
@given(expressions, scalings, scalings, comparisons, comparisons, thresholds, thresholds)
def test_no_direction_is_wrong_at_another_scale(  # noqa: PLR0917 - two rules
    made: Made, some: Any, others: Any, sign: str, other_sign: str, limit: str, other_limit: str
) -> None:
    one = other = made
    for make in some:
        one = make(one)
    for make in others:
        other = make(other)

    effect = held_to((one, sign, limit), (other, other_sign, other_limit))

    assert effect is not Effect.unknown  # these are the same but for a factor


@settings(deadline=None, max_examples=400)
@given(expressions, expressions, comparisons, comparisons, thresholds, thresholds)
def test_no_direction_is_wrong_for_any_two_expressions(  # noqa: PLR0917 - two rules
    one: Made, other: Made, sign: str, other_sign: str, limit: str, other_limit: str
) -> None:
    held_to((one, sign, limit), (other, other_sign, other_limit))


def changed(compare: Compare, old: tuple[str, Any], new: tuple[str, Any]) -> AlertChange:
    rules = (
        {"prometheus": {"expr": expr, "comparison": ">", "threshold": threshold}}
        for expr, threshold in (old, new)
    )
    return only(compare(*(project({"it": alert(each)}) for each in rules)))


SHARE, PERCENT = "sum(rate(e[5m])) / sum(rate(r[5m]))", "100 * sum(rate(e[5m])) / sum(rate(r[5m]))"


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (("x * 100", 5), ("x", 0.05), Effect.unchanged),
        (("x * 100", 5), ("x", 0.04), Effect.more),
        (("x * 100", 5), ("x", 0.06), Effect.less),
        (("x", "500ms"), ("x * 1000", 500), Effect.unchanged),
        (("x", "500ms"), ("x * 1000", 400), Effect.more),
        ((PERCENT, 5), (SHARE, "5%"), Effect.unchanged),
        ((PERCENT, 5), (SHARE, "10%"), Effect.less),
        (("x", 5), ("x * 100", 5), Effect.more),
        (("x_milliseconds", 500), ("x_seconds", 0.5), Effect.unknown),
        (("rate(x[5m])", 1), ("rate(x[10m])", 2), Effect.unknown),
        (("x + y", 1), ("(x) + (y)", 1), Effect.unchanged),
        (("x * 0", 1), ("x", 1), Effect.unknown),
    ],
)
def test_thresholds_are_compared_at_one_scale(
    old: tuple[str, Any], new: tuple[str, Any], effect: Effect, compare: Compare
) -> None:
    forth, back = changed(compare, old, new), changed(compare, new, old)

    assert (forth.sensitivity, back.sensitivity) == (effect, effect.reversed)
    for change in (forth, back):
        assert {field.effect for field in change.fields} == {change.sensitivity}


def test_the_old_threshold_is_told_as_it_would_be_counted_now(compare: Compare) -> None:
    change = changed(compare, ("x * 100", 5), ("x", 0.04))

    said = "watches the same times 1/100; goes off already above 0.04 instead of 0.05"
    assert {field.path: field.sentence for field in change.fields} == {
        "prometheus.expr": said,
        "prometheus.threshold": said,
    }


def test_both_edits_are_told_once(compare: Compare) -> None:
    found = [
        project(
            {"it": alert({"prometheus": {"expr": expr, "comparison": ">", "threshold": limit}})}
        )
        for expr, limit in (("x * 100", 5), ("x", 0.04))
    ]

    text = review_text(compare(*found), Verdict(), Paper())

    assert " ".join(text.split()).count("goes off already above 0.04 instead of 0.05") == 1


def test_a_threshold_of_something_else_has_no_direction(compare: Compare) -> None:
    change = changed(compare, ("x_milliseconds", 500), ("x_seconds", 0.5))

    assert {field.path: (field.effect, field.sentence) for field in change.fields} == {
        "prometheus.expr": (Effect.unknown, "watches something else"),
        "prometheus.threshold": (Effect.unknown, "watches something else"),
    }
