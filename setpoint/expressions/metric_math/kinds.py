"""What an expression's outcome is: a number, one series, or several."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A type of metric math: S, TS and TS[] of AWS's guide, and what only functions take."""

    scalar = "a number"
    series = "a time series"
    array = "several time series"
    text = "a quoted text"
    word = "a word"
