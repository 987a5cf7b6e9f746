"""PromQL: what is valid, what is compared, and that joining and splitting undo each other."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.expressions import promql
from setpoint.expressions.promql import slips

NAMES = st.sampled_from(["up", "http_requests_total", "job:errors:rate5m", "node_cpu"])
VALUES = st.text(
    st.characters(codec="utf-8", exclude_characters="`", exclude_categories=("Cs", "Cc")),
    max_size=8,
)
MATCHERS = st.builds(
    "{}{}`{}`".format, st.sampled_from(["job", "code"]), st.sampled_from(["=", "!="]), VALUES
)
SELECTORS = st.builds('{}{{job!="x",{}}}'.format, NAMES, MATCHERS) | NAMES
VECTORS = st.recursive(
    SELECTORS,
    lambda below: st.one_of(
        st.builds("sum by (job) ({})".format, below),
        st.builds("({})".format, below),
        st.builds(
            "{} {} {}".format, below, st.sampled_from(["+", "/", "and", "or", "unless"]), below
        ),
        st.builds("max_over_time({}[5m:1m])".format, st.builds("({})".format, below)),
        st.builds("{} > bool 1".format, below),
    ),
    max_leaves=6,
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
COMPARISONS = st.sampled_from(promql.COMPARISONS)


def told(expr: str) -> str | None:
    """What is wrong with an expression, None where nothing is."""
    try:
        promql.check(expr)
    except promql.PromqlError as error:
        return str(error)
    return None


@settings(deadline=None)
@given(VECTORS, COMPARISONS, NUMBERS)
def test_a_joined_comparison_is_the_outermost_one(expr: str, sign: str, number: float) -> None:
    whole = promql.joined(expr, sign, f"{number:.12g}")
    promql.check(whole)
    found = promql.split(whole)
    assert found is not None
    assert found.comparison == sign
    assert math.isclose(found.threshold, float(f"{number:.12g}"))
    assert found.expr in {expr.strip(), f"({expr.strip()})"}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_valid_or_told(text: str) -> None:
    assert told(text) != ""


@settings(deadline=None)
@given(st.text('()[]{}+-*/^<>=! abor.5m"', max_size=3000))
def test_deep_nesting_ends_in_a_sentence(text: str) -> None:
    deep = ("(" * 5000 + text, "-" * 50_000 + "a", "a" + " or a" * 5000, "sum(" * 9999)
    assert all("operators and brackets" in (told(expr) or "") for expr in deep)
    assert told(text) != ""


@pytest.mark.parametrize(
    ("expr", "compared"),
    [
        ('rate(a{status=~"5.."}[5m]) > 0.05', ('rate(a{status=~"5.."}[5m])', ">", 0.05)),
        ('up{job="postgres"} == 0', ('up{job="postgres"}', "==", 0)),
        ('up{job="a == 0"} == 0 # == 7', ('up{job="a == 0"}', "==", 0)),
        ("a>=-1e3", ("a", ">=", -1000)),
        ("a > 5m", ("a", ">", 300)),
        ("a > 1 > 2", ("a > 1", ">", 2)),
        ("a > bool 1", None),
        ("a > b", None),
        ("1 < a", None),
        ("a > 1 or b > 2", None),
        ("absent(a)", None),
    ],
)
def test_a_comparison_with_a_number_is_taken_apart(expr: str, compared: object) -> None:
    assert promql.split(expr) == compared


def test_a_comment_does_not_swallow_the_threshold() -> None:
    assert promql.split(promql.joined("up # '", "==", "0")) == ("(\nup # '\n)", "==", 0)
    assert promql.joined('a{b="#"}', ">", "1") == 'a{b="#"} > 1'


def test_a_raw_text_is_taken_as_it_is() -> None:
    expr = r"""up{job=~`\d+"\\`} == 0"""
    promql.check(expr)
    assert promql.split(expr) == (r"""up{job=~`\d+"\\`}""", "==", 0)
    assert promql.selectors(expr)[0].matchers == (("job", "=~", r"""\d+"\\"""),)


def test_selectors_functions_and_groups_are_found() -> None:
    expr = 'sum by (le, job) (rate(a{b="c"}[5m])) / on (job) max_over_time(d[1h:1m]) + e'
    assert [(s.name, s.matchers, s.seconds) for s in promql.selectors(expr)] == [
        ("a", (("b", "=", "c"),), 300),
        ("d", (), None),
        ("e", (), None),
    ]
    assert promql.calls(expr) == {"rate", "max_over_time"}
    assert promql.grouped_by(expr) == {"le", "job"}


WHOLE = st.one_of(
    VECTORS,
    st.builds("{} > 5".format, st.builds("({})".format, VECTORS)),
    st.builds("absent({})".format, SELECTORS),
    st.builds("histogram_quantile({}, {})".format, st.sampled_from(["0.9", "95"]), VECTORS),
    st.builds("sum({}) / on(job) group_left sum by (job) ({})".format, VECTORS, VECTORS),
    st.builds("rate(sum({})[5m:])".format, VECTORS),
)


@settings(deadline=None)
@given(WHOLE)
def test_every_question_has_an_answer_for_what_is_valid(expr: str) -> None:
    promql.check(expr)
    assert promql.always(f"({expr}) > 5") is None
    assert promql.always(f"({expr}) > bool 5") in {promql.always(expr) and "tells bool", None}
    assert promql.always(f"({expr}) or vector(0)") is not None
    assert list(promql.unlike(f"({expr}) and ({expr})")) == [*promql.unlike(expr)] * 2
    assert promql.multiplies(f"({expr}) * 100", 100)
    for ask in (promql.odd_quantiles, promql.sums_first, promql.matched_by):
        assert isinstance(list(ask(expr)), list)
    assert promql.lost_buckets(expr) in {True, False}


@pytest.mark.parametrize("quote", ['"', "'", "`"])
def test_a_string_without_an_end_is_refused(quote: str) -> None:
    with pytest.raises(promql.PromqlError):
        promql.check(f"sum(x) > {quote}a")
    with pytest.raises(promql.PromqlError):
        promql.check(f"x > 1 + {quote}" + "(" * 300)


@pytest.mark.parametrize(
    ("expr", "at", "message"),
    [
        ("sum by job (rate(x_total[5m])) > 5", 4, "by takes its labels in brackets: by (job)"),
        ("sum(x) without job > 1", 7, "without takes its labels in brackets: without (job)"),
        ("count(up) by (job) = 1", 19, "equal is written =="),
        ("x > 5%", 5, "a share is written as a number, such as 0.05"),
        ("x > 5 for 5m", 6, "how long it must hold stands beside expr, as for: 5m"),
        ("atan2(x) > 1", 0, "atan2 stands between two values"),
        ("x > 1 && y > 2", 6, "both is written and"),
        ("x > 1 || y > 2", 6, "either is written or"),
        ('x !~ "a"', 2, "labels are matched in braces"),
        ("x > 1,5", 5, "numbers have a point"),
        ("x > $limit", 4, "PromQL has no '$'"),
        ("x == 0 or", 9, "ends where a value belongs"),
        ("foo bar", 4, "bar stands where an operator belongs"),
        ("x > on (a) group_left (b) y z", 28, "z stands where an operator belongs"),
        ("x > * 2", 4, "* stands where a value belongs"),
        ("topk(5 x)", 7, "x stands where an operator belongs"),
        ("rate(x[5m]", 4, "the ( that opens here is never closed"),
        ("sum(a) / sum(b)) > 5", 15, ") closes nothing"),
        ("avg_over_time(x[5m) > 1", 18, ") closes nothing; the [ before it is open"),
        ("y > 1 and humanise(x)", 10, "unknown function with name 'humanise'"),
        ("y > 1 and rate(x) > 1", 15, "expected type matrix in call to function 'rate'"),
        ("x{a=b} > 1", 4, "unexpected identifier 'b' in label matching"),
        ('x{a="b" c="d"} > 1', 8, "what selects series is parted by commas"),
        ("sum by (1) (x) > 1", 8, "1 stands where a label belongs"),
        ("sum by (a b) (x) > 1", 10, "labels are parted by commas"),
        ("by (a) sum(x) > 1", 0, "by stands behind an aggregation: sum by (job) (x)"),
        ("x @ noon > 1", 2, "@ takes a time: @ 1700000000, @ start()"),
    ],
)
def test_mistakes_are_told_at_their_place(expr: str, at: int, message: str) -> None:
    with pytest.raises(promql.PromqlError) as caught:
        promql.check(expr)
    fault = caught.value.fault
    assert fault is not None
    assert fault.at == at
    assert message in fault.message


# What stands where another type belongs, in angle brackets; without any, it is the operation.
OF_ANOTHER_TYPE = [
    "rate(<bad>)",
    "irate(<sum(bad)>)",
    "rate(<bad>) + rate(bad)",
    "sum(rate(<bad>)) / rate(bad[5m])",
    "abs(<1>)",
    "predict_linear(bad[5m], <bad>)",
    "histogram_quantile(<bad>, bad)",
    "sum(<bad[5m]>)",
    "sum by (le) (<1>)",
    "topk(<bad>, bad)",
    "count_values(<1>, bad)",
    '-<"bad">',
    "-<bad[5m]>",
    "<bad[5m]> * 2",
    "bad + <bad[5m]>",
    'bad == <"bad">',
    "bad and <1>",
    "bad unless <5>",
    "bad + on (le) <1>",
    "<1> + ignoring (le) bad",
    "<sum(bad)>[5m]",
    "<(bad + bad)>[5m]",
    "<bad[5m]>[5m:1m]",
    "<1>[5m:1m]",
    "<1> offset 5m",
    "<sum(bad)> @ 5",
    "rate(bad[<0s>])",
    "rate(bad[<5x>])",
    "<1 > 2>",
    "<topk(bad)>",
    "<sum(bad, bad)>",
    "<round(bad, 1, 2)>",
    "<label_replace(bad, bad, bad, bad, bad)>",
    "<bad offset 5m offset 5m>",
    "<raet(bad[5m])>",
    "bad + <bool> bad",
    'bad{a=~<"(">}',
]


def marked(text: str) -> tuple[str, int]:
    """A text without its angle brackets, and the place of what they hold."""
    opening = text.index("<")
    closing = text.rindex(">")
    return text[:opening] + text[opening + 1 : closing] + text[closing + 1 :], opening


@pytest.mark.parametrize("text", OF_ANOTHER_TYPE)
def test_what_is_of_another_type_is_told_at_its_place(text: str) -> None:
    expr, at = marked(text)
    with pytest.raises(promql.PromqlError) as caught:
        promql.check(expr)
    fault = caught.value.fault
    assert fault is not None
    assert fault.at == at
    assert expr.startswith(fault.value or "?", at)


@given(expr=VECTORS, text=st.sampled_from(OF_ANOTHER_TYPE))
@settings(deadline=None)
def test_and_so_it_is_within_a_larger_expression(expr: str, text: str) -> None:
    wrong, at = marked(text)
    before = f"({expr}) or ("
    with pytest.raises(promql.PromqlError) as caught:
        promql.check(f"{before}{wrong})")
    assert caught.value.fault is not None
    assert caught.value.fault.at == len(before) + at


def test_what_only_looks_refused_is_not_to_blame() -> None:
    with pytest.raises(promql.PromqlError) as caught:
        promql.check("a > 1 > 2 and on (b) (3 > 4)")
    assert caught.value.fault is not None
    assert caught.value.fault.at == len("a > 1 > 2 and on (b) (")


@given(expr=VECTORS, limit=st.sampled_from(["", " > 5", " >= bool 0", " * on (a) group_left b"]))
@settings(deadline=None)
def test_no_token_of_a_valid_expression_is_misplaced(expr: str, limit: str) -> None:
    promql.check(f"({expr}){limit}")
    assert slips.slip(f"({expr}){limit}") is None


PIECES = [
    *("x", "5", "5m", "sum", "rate", "by", "on", "(", ")", "[5m]", "[", "]", "{", "}", "{a='b'}"),
    *(",", ">", "==", "=", "%", "+", "-", "and", "offset", "for", "\N{BULLET}", "'", "#"),
]


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20))
def test_places_are_inside_whatever_the_text(pieces: list[str]) -> None:
    expr = " ".join(pieces)
    try:
        promql.check(expr)
    except promql.PromqlError as error:
        fault = error.fault
    else:
        return
    if fault is not None:
        assert 0 <= fault.at <= len(expr)
        assert fault.message
        assert expr.startswith(fault.value or "", fault.at)


@pytest.mark.parametrize(
    ("old", "new", "times"),
    [
        ("x * 100", "x", "1/100"),
        ("x", "1000 * x{}", "1000"),
        ("x / 60", "x", "60"),
        ("-(x)", "x", "-1"),
        ("60 / x", "1 / x", "1/60"),
        ("100 * sum(e) / sum(r)", "sum(e) / sum(r)", "1/100"),
        ("sum by (job) (x * -2)", "sum by (job) (x)", "-1/2"),
        ("max(x * 2)", "max(x)", "1/2"),
        ("x * 2 + y * 6", "x + 3 * y", "1/2"),
        ("x * 2 + 4", "x + 2", "1/2"),
        ("(x * 2) and on (job) y", "x and on (job) y", "1/2"),
        ("x * 0.1", "x * 0.3", "3"),
        ("max(-x)", "max(x)", None),
        ("count(x * 2)", "count(x)", None),
        ("sum by (job) (x)", "sum by (code) (x)", None),
        ("topk(3, x)", "topk(5, x)", None),
        ("x / on (job) y", "x / ignoring (job) y", None),
        ("x * fill (0) y", "2 * x * y", None),
        ("x + 2", "x * 2", None),
        ("x * 0", "x", None),
        ("x * Inf", "x", None),
        ("rate(x[5m])", "rate(x[10m])", None),
        ("(x > 5) * 2", "(x > 6) * 2", None),
    ],
)
def test_what_is_another_but_for_a_factor_has_it(old: str, new: str, times: str | None) -> None:
    found = promql.times(old, new)
    assert found == (None if times is None else Fraction(times))
    assert promql.times(new, old) == (None if times is None else 1 / Fraction(times))
