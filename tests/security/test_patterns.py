"""No pattern of the product takes time that grows faster than a stranger's text.

What is measured is how the time grows, in processor time, so that no other load counts.
"""

from __future__ import annotations

import re
import time
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.security.pattern_attacks import Attack, attacks
from tests.security.product_patterns import PACKAGES, Use, made_as_it_runs, product_patterns

if TYPE_CHECKING:
    from collections.abc import Callable

# Characters. The short ones find the exponential, and are close together: what is slow takes many
# times as long with each. The long one finds the quadratic.
LENGTHS = (16, 20, 24, 28, 32, 36, 40, 80, 400, 16_000)
FLOOR = 0.03  # seconds: a linear pattern takes about one millisecond
LONGER = 4
FASTER = 8.0  # times the time for LONGER times the text: 4 is linear, 16 is quadratic
REPEATED = 3  # the least counts

# What a stranger's text never reaches, with the reason.
OURS = {
    "setpoint.report.config_reference._MARK": "marks in pages of the project's own docs",
}


def seconds(try_it: Callable[[str], object], text: str) -> float:
    """Return the processor time of one try: other threads and other processes don't count."""
    started = time.thread_time()
    try_it(text)
    return time.thread_time() - started


def grows(try_it: Callable[[str], object], attack: Attack) -> float:
    """Return how many times as long LONGER times the text takes; 0 where all is done at once."""
    for length in LENGTHS:
        if seconds(try_it, attack.text(length)) < FLOOR:
            continue
        short, long = (
            min(seconds(try_it, attack.text(one)) for _ in range(REPEATED))
            for one in (length // LONGER, length)
        )
        if long >= FLOOR:
            return long / max(short, FLOOR / 10)
    return 0.0


def slow(use: Use, most: int = 3) -> list[str]:
    """Return what is slow about a pattern, in words; a few attacks will do."""
    found = (
        f"{method} of {use.pattern.pattern!r} grows {ratio:.0f} times for {attack}"
        for attack in sorted(attacks(use.pattern))
        for method in use.tried
        if (ratio := grows(getattr(use.pattern, method), attack)) > FASTER
    )
    return list(islice(found, most))


# Functions that make a pattern of what they are given, and why no stranger's text is slow in it.
MADE_AS_THEY_RUN = {
    "providers.sentry_alerting.checking._text_fault": "written in the kinds, tried below",
    "setpoint.config.model.types.pattern.shaped": "written where it is called, tried below",
    "setpoint.metrics.dimensions._pattern": "forms of a table, tried below; parts between marks",
    "sandbox.aws.cloudwatch.statistics._pattern": "installed with botocore",
    "sandbox.aws.protocols.rest._pattern": "installed with botocore; parts between slashes",
    "sandbox.aws.sns.subscriptions._check_endpoint": "a table's, tried below",
    "sandbox.aws.validation._compiled": "installed with botocore",
    "providers.sentry_alerting.functions._matching": "written where it is called, tried below",
    "sandbox.plugins.rules.matches": "written where it is called, tried below",
    "sandbox.plugins.pagerduty.lookups.invoke": "an escaped text",
    "sandbox.sentry.drill.searches._like": "escaped texts, each looked for once",
}


def test_no_other_pattern_is_made_as_the_product_runs() -> None:
    assert made_as_it_runs() == MADE_AS_THEY_RUN.keys()


def test_all_patterns_are_found_and_how_they_are_tried() -> None:
    """A pattern of each kind: a constant, one in a function, a grammar's, one made of a text."""
    product = product_patterns()
    found = {use.pattern.pattern: use.tried for use in product}
    assert len(found) > 200
    assert found[r"#[0-9a-fA-F]{6}"] == ("fullmatch",)
    assert found[r"\d{12}"] == ("fullmatch",)
    assert found[r"[^a-z0-9]+"] == ("findall",)
    assert sum(not use.methods for use in product) < 5
    assert {use.place for use in product} >= OURS.keys()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_pattern_takes_time_as_its_text_grows(package: str) -> None:
    here = [use for use in product_patterns() if use.place.split(".")[0] == package]
    assert {use.place: found for use in here if use.place not in OURS if (found := slow(use))} == {}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\w+://\S+:\S+@", "search"),
        (r"\s*(\S*)\s*$", "search"),
        (r"(a|aa)+b", "match"),
        (r"(\w+\s?)*;", "fullmatch"),
        (r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", "split"),
        (r"(?s)<!-- a -->.*?<!-- end -->", "sub"),
    ],
)
def test_a_slow_pattern_is_found(pattern: str, method: str) -> None:
    assert slow(Use("a slow one", re.compile(pattern), frozenset({method})), most=1)


def test_a_pattern_is_fine_where_it_is_bounded() -> None:
    assert slow(Use("a fast one", re.compile(r"\w{1,20}://"), frozenset({"search"}))) == []
