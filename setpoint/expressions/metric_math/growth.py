"""How an expression's value over a longer period compares with those over the period's parts.

A sum over five minutes is at least that of each minute; an average lies between those of the
minutes; of a difference of two sums nothing can be said. What an expression is made of decides,
by what keeps order: whatever rises with its operands rises with what bounds them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What holds of the value over a period and the values over its parts, whatever the data.

    Attributes:
        at_least_highest, at_least_lowest: It is no less than the highest, the lowest of them.
        at_most_highest, at_most_lowest: It is no more.
        adds: It is their sum.
        never_negative: No value is below zero.
        fixed: The number that it always is, None where it isn't one.
    """

    at_least_highest: bool = False
    at_least_lowest: bool = False
    at_most_highest: bool = False
    at_most_lowest: bool = False
    adds: bool = False
    never_negative: bool = False
    fixed: float | None = None


# Of which nothing is known.
ANY: Final = Growth()


def total(*, never_negative: bool) -> Growth:
    """Return the growth of a sum."""
    grows = never_negative
    return Growth(adds=True, never_negative=grows, at_least_highest=grows, at_least_lowest=grows)


def mean(*, never_negative: bool) -> Growth:
    """Return the growth of a level: an average, a percentile, a share."""
    return Growth(at_least_lowest=True, at_most_highest=True, never_negative=never_negative)


def highest(*, never_negative: bool) -> Growth:
    """Return the growth of a maximum."""
    return Growth(
        at_least_highest=True,
        at_least_lowest=True,
        at_most_highest=True,
        never_negative=never_negative,
    )


def lowest(*, never_negative: bool) -> Growth:
    """Return the growth of a minimum."""
    return negated(replace(highest(never_negative=False), never_negative=False), never_negative)


def number(value: float) -> Growth:
    """Return the growth of what doesn't change."""
    return Growth(
        at_least_highest=True,
        at_least_lowest=True,
        at_most_highest=True,
        at_most_lowest=True,
        never_negative=value >= 0,
        fixed=value,
    )


def negated(operand: Growth, never_negative: bool = False) -> Growth:
    """Return the growth of the opposite, and of whatever falls as its operand rises."""
    return Growth(
        at_least_highest=operand.at_most_lowest,
        at_least_lowest=operand.at_most_highest,
        at_most_highest=operand.at_least_lowest,
        at_most_lowest=operand.at_least_highest,
        adds=operand.adds,
        never_negative=never_negative or (operand.fixed is not None and operand.fixed <= 0),
        fixed=None if operand.fixed is None else -operand.fixed,
    )


def rising(operand: Growth, *, never_negative: bool) -> Growth:
    """Return the growth of what rises as its operand does: a logarithm, a step."""
    return replace(operand, adds=False, fixed=None, never_negative=never_negative)


def plus(one: Growth, other: Growth) -> Growth:
    """Return the growth of a sum of two."""
    if one.fixed is not None and other.fixed is not None:
        return number(one.fixed + other.fixed)
    found = _rising_with(one, other)
    both = one.never_negative and other.never_negative
    return replace(found, adds=one.adds and other.adds, never_negative=both)


def times(one: Growth, other: Growth) -> Growth:
    """Return the growth of a product."""
    if one.fixed is not None and other.fixed is not None:
        return number(one.fixed * other.fixed)
    for factor, operand in ((one.fixed, other), (other.fixed, one)):
        if factor is not None:
            return _scaled(operand, factor)
    if one.never_negative and other.never_negative:
        return replace(_rising_with(one, other), never_negative=True)
    return ANY


def divided(one: Growth, other: Growth) -> Growth:
    """Return the growth of a quotient; where the divisor is zero there is no value at all."""
    if other.fixed is not None:
        return times(one, number(1 / other.fixed)) if other.fixed else ANY
    if not other.never_negative:
        return ANY
    if one.adds and other.adds:
        return mean(never_negative=one.never_negative)
    if one.never_negative:
        return replace(_rising_with(one, negated(other)), never_negative=True)
    return ANY


def larger(one: Growth, other: Growth) -> Growth:
    """Return the growth of the larger of two."""
    found = _rising_with(one, other)
    return replace(
        found,
        at_most_highest=one.at_most_highest and other.at_most_highest,
        never_negative=one.never_negative or other.never_negative,
    )


def smaller(one: Growth, other: Growth) -> Growth:
    """Return the growth of the smaller of two."""
    both = one.never_negative and other.never_negative
    return negated(larger(negated(one), negated(other)), both)


def summed(operands: list[Growth]) -> Growth:
    """Return the growth of the sum of several."""
    return reduce(plus, operands, number(0))


def _scaled(operand: Growth, factor: float) -> Growth:
    if factor == 0:
        return number(0)
    if factor < 0:
        return negated(operand)
    return replace(operand, fixed=None)


def _rising_with(one: Growth, other: Growth) -> Growth:
    """Return the growth of what rises with both its operands.

    Where one is at least its highest value and the other at least its lowest, the outcome is at
    least that of the part in which the other is lowest; and so on.
    """
    return Growth(
        at_least_highest=one.at_least_highest and other.at_least_highest,
        at_least_lowest=(one.at_least_highest and other.at_least_lowest)
        or (one.at_least_lowest and other.at_least_highest),
        at_most_highest=(one.at_most_lowest and other.at_most_highest)
        or (one.at_most_highest and other.at_most_lowest),
        at_most_lowest=one.at_most_lowest and other.at_most_lowest,
    )
