from __future__ import annotations

import pytest

from setpoint.catalog.quantity import quantity
from setpoint.config.thresholds import ThresholdError, convert
from setpoint.config.units import parse_quantity


@pytest.mark.parametrize(
    ("written", "unit", "statistic", "expected"),
    [
        ("80", None, "Average", 80),
        ("1%", "Percent", "Average", 1),
        ("1.5s", "Seconds", "p95", 1.5),
        ("1.5s", "Milliseconds", "p95", 1500),
        ("250ms", "Seconds", "p95", 0.25),
        ("1s", "Microseconds", "p95", 1_000_000),
        ("1GiB", "Bytes", "Minimum", 1_073_741_824),
        ("512MB", "Megabytes", "Minimum", 512),
        ("5/min", "Count", "Sum", 25),
        ("5/min", None, "Sum", 25),
        ("5/min", "Count", "SampleCount", 25),
        ("5/min", "Count", "TC(:1)", 25),
        ("10MB/s", "Bytes", "ts99", 3_000_000_000),
        ("5%", "Fraction", "Average", 0.05),
        ("0.1%", "Fraction", "Maximum", 0.001),
        ("0.9", "Fraction", "Maximum", 0.9),
        ("300/min", "Count/Second", "Average", 5),
        ("10MB/s", "Bytes", "Sum", 3_000_000_000),
        ("10MB/s", "Bytes/Second", "Average", 10_000_000),
    ],
)
def test_a_threshold_becomes_a_number_of_the_metrics_unit(
    written: str, unit: str | None, statistic: str | None, expected: float
) -> None:
    value = convert(parse_quantity(written), unit=unit, statistic=statistic, period=300)
    assert value == expected


@pytest.mark.parametrize(
    ("written", "unit", "statistic", "message"),
    [
        ("80%", "Seconds", "Average", "80% is a percent, but the metric is measured in Seconds"),
        ("5s", "Percent", "Average", "5s is a duration, but the metric is measured in Percent"),
        ("5s", "Count", "Sum", "5s is a duration, but the metric is measured in Count"),
        ("5%", None, "Average", "5% of values that nobody knows to count to 1 or to 100"),
        ("5%", "None", "Average", "with `measured_in`, Percent or Fraction"),
        ("5%", "Count", "Sum", "5% is a percent, but the metric is measured in Count"),
        ("5s", None, "Average", "the metric's unit is not known: name it with `measured_in`"),
        ("1GB", None, "Average", "1GB is bytes, and the metric's unit is not known"),
        ("5/min", "Count", "Average", "5/min is a number a time"),
        ("5/min", "Seconds", "Sum", "5/min is a number a time"),
    ],
)
def test_a_threshold_of_another_kind_than_the_metric_is_an_error(
    written: str, unit: str | None, statistic: str, message: str
) -> None:
    with pytest.raises(ThresholdError) as error:
        convert(parse_quantity(written), unit=unit, statistic=statistic, period=300)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "Percent", "1%"),
        (1.5, "Seconds", "1.5s"),
        (250, "Milliseconds", "250ms"),
        (0.25, "Seconds", "250ms"),
        (1_073_741_824, "Bytes", "1GiB"),
        (10_737.41824, "Megabytes", "10GiB"),
        (0.3, "Count/Second", "0.3/s"),
        (80, None, "80"),
        (10, "Count", "10"),
    ],
)
def test_a_number_of_a_unit_is_shown_as_people_write_it(
    value: float, unit: str | None, text: str
) -> None:
    assert quantity(value, unit) == text
