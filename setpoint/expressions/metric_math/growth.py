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
        never_zero: None is zero, so that it can be divided by; of a metric, the periods in which
            it is are taken for gaps, which nothing is said of.
        fixed: The number that it always is, None where it isn't one.
    """

    at_least_highest: bool = False
    at_least_lowest: bool = False
    at_most_highest: bool = False
    at_most_lowest: bool = False
    adds: bool = False
    never_negative: bool = False
    never_zero: bool = False
    fixed: float | None = None

    @property
    def positive(self) -> bool:
        """Whether every value is above zero."""
        return self.never_negative and self.never_zero


# Of which nothing is known.
ANY: Final = Growth()


def total(*, never_negative: bool) -> Growth:
    """Return the growth of a sum."""
    grows = never_negative
    return Growth(
        at_least_highest=grows,
        at_least_lowest=grows,
        adds=True,
        never_negative=grows,
        never_zero=True,
    )


def mean(*, never_negative: bool) -> Growth:
    """Return the growth of a level: an average, a percentile, a share."""
    return Growth(
        at_least_lowest=True,
        at_most_highest=True,
        never_negative=never_negative,
        never_zero=True,
    )


def highest(*, never_negative: bool) -> Growth:
    """Return the growth of a maximum."""
    return Growth(
        at_least_highest=True,
        at_least_lowest=True,
        at_most_highest=True,
        never_negative=never_negative,
        never_zero=True,
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
        never_zero=value != 0,
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
        never_zero=operand.never_zero,
        fixed=None if operand.fixed is None else -operand.fixed,
    )


def rising(operand: Growth, *, never_negative: bool, never_zero: bool = False) -> Growth:
    """Return the growth of what rises as its operand does: a logarithm, a step."""
    return replace(
        operand, adds=False, never_negative=never_negative, never_zero=never_zero, fixed=None
    )


def plus(one: Growth, other: Growth) -> Growth:
    """Return the growth of a sum of two."""
    if one.fixed is not None and other.fixed is not None:
        return number(one.fixed + other.fixed)
    found = _rising_with(one, other)
    both = one.never_negative and other.never_negative
    return replace(
        found,
        adds=one.adds and other.adds,
        never_negative=both,
        never_zero=both and (one.never_zero or other.never_zero),
    )


def times(one: Growth, other: Growth) -> Growth:
    """Return the growth of a product."""
    if one.fixed is not None and other.fixed is not None:
        return number(one.fixed * other.fixed)
    for factor, operand in ((one.fixed, other), (other.fixed, one)):
        if factor is not None:
            return _scaled(operand, factor)
    if one.never_negative and other.never_negative:
        never_zero = one.never_zero and other.never_zero
        return replace(_rising_with(one, other), never_negative=True, never_zero=never_zero)
    return ANY


def divided(one: Growth, other: Growth) -> Growth:
    """Return the growth of a quotient.

    Where the divisor is zero there is no value at all: of one that may be zero in some parts of a
    period, or in the whole alone, nothing follows.
    """
    if other.fixed is not None:
        return times(one, number(1 / other.fixed)) if other.fixed else ANY
    if not other.positive:
        return ANY
    if one.adds and other.adds:
        return replace(mean(never_negative=one.never_negative), never_zero=one.never_zero)
    if one.never_negative:
        found = _rising_with(one, negated(other))
        return replace(found, never_negative=True, never_zero=one.never_zero)
    return ANY


def larger(one: Growth, other: Growth) -> Growth:
    """Return the growth of the larger of two."""
    found = _rising_with(one, other)
    return replace(
        found,
        at_most_highest=one.at_most_highest and other.at_most_highest,
        never_negative=one.never_negative or other.never_negative,
        never_zero=one.positive or other.positive or (one.never_zero and other.never_zero),
    )


def smaller(one: Growth, other: Growth) -> Growth:
    """Return the growth of the smaller of two."""
    both = one.never_negative and other.never_negative
    return negated(larger(negated(one), negated(other)), both)


def summed(operands: list[Growth]) -> Growth:
    """Return the growth of the sum of several."""
    return reduce(plus, operands, number(0))


def filled(operand: Growth, filler: Growth) -> Growth:
    """Return the growth of what has another's value in its gaps.

    A gap is filled in the part of the period where it is, and not in the whole period, which
    has a value by its other parts: that one needn't be as high as what fills, nor as low.
    """
    no_higher = operand.never_negative and filler.fixed is not None and filler.fixed <= 0
    return Growth(
        at_least_highest=operand.at_least_highest and no_higher,
        at_least_lowest=operand.at_least_lowest and filler.at_least_lowest,
        at_most_highest=operand.at_most_highest and filler.at_most_highest,
        adds=operand.adds and filler.fixed == 0,
        never_negative=operand.never_negative and filler.never_negative,
        never_zero=operand.never_zero and filler.never_zero,
    )


def _scaled(operand: Growth, factor: float) -> Growth:
    """Return the growth of a multiple; no times a value is zero where there is one."""
    if factor == 0:
        return replace(operand, never_negative=True, never_zero=False, fixed=None)
    return negated(operand) if factor < 0 else replace(operand, fixed=None)


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
