"""Quantities as people write them."""

from __future__ import annotations

import pytest

from setpoint.config.units import UnitError, parse_duration, parse_quantity, write_duration


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("80%", 80, "percent"),
        ("0.5 %", 0.5, "percent"),
        ("1.5s", 1.5, "duration"),
        ("250ms", 0.25, "duration"),
        ("10m", 600, "duration"),
        ("1h30m", 5400, "duration"),
        ("2h", 7200, "duration"),
        ("1d", 86_400, "duration"),
        ("1w", 604_800, "duration"),
        ("512MB", 512e6, "bytes"),
        ("512kB", 512e3, "bytes"),
        ("1GiB", 2**30, "bytes"),
        ("-3", -3, "number"),
        ("1e3", 1000, "number"),
        (".5", 0.5, "number"),
    ],
)
def test_quantity(text: str, value: float, dimension: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.dimension, quantity.per) == (value, dimension, 1)


@pytest.mark.parametrize(
    ("text", "dimension", "in_five_minutes"),
    [
        ("5/min", "rate", 25),
        ("10/s", "rate", 3000),
        ("3/h", "rate", 0.25),
        ("1MB/s", "data rate", 300e6),
    ],
)
def test_rate_over_a_period(text: str, dimension: str, in_five_minutes: float) -> None:
    quantity = parse_quantity(text)
    assert quantity.dimension == dimension
    assert quantity.over(300) == in_five_minutes


def test_number_has_no_dimension() -> None:
    assert parse_quantity(10).dimension == "number"
    assert str(parse_quantity(0.5)) == "0.5"


@pytest.mark.parametrize(
    "text", ["", "%", "five", "5 minutes", "5/fortnight", "5%/min", "1,5s", "5m3", "0x10", "--5"]
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        parse_quantity(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("60", "60 has no unit; write a duration such as 60s, 5m or 2h"),
        ("5%", "'5%' is not a duration; write one such as 30s, 5m or 2h"),
        ("5/min", "'5/min' is not a duration; write one such as 30s, 5m or 2h"),
        ("soon", "'soon' is not a duration; write one such as 30s, 5m or 2h"),
        ("-5m", "'-5m' is negative; write a duration such as 30s, 5m or 2h"),
    ],
)
def test_no_duration(text: str, sentence: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_duration(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (0.25, "250ms"),
        (1.5, "1.5s"),
        (90, "90s"),
        (300, "5m"),
        (150, "2m30s"),
        (240, "4m"),
        (5400, "90m"),
        (9000, "2h30m"),
        (10_001, "2h46m41s"),
        (86_400, "1d"),
        (90_000, "25h"),
        (180_000, "2d2h"),
        (691_200, "8d"),
        (1_209_600, "2w"),
    ],
)
def test_a_duration_is_written_as_people_say_it(seconds: float, text: str) -> None:
    assert write_duration(seconds) == text
