"""Values that the official plugins refuse are refused when the config is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from setpoint.config import ConfigError
from tests.config.saying import ALARM, CHECK, LINES, QUERY, alert, checked
from tests.sandbox.plugins.recorded_values import recorded_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT: Final = {"text": "X", "width": 24, "height": 1}
# What the config has no word for: the code writes these itself, from what it has checked.
UNSAID: Final = {
    ("MetricAlarm", "unit"): "no alarm is limited to a unit",
    ("TopicSubscription", "protocol"): "it follows from who is told",
    ("CompositeAlarm", "alarmName"): "names that are too long end in a digest",
    ("CompositeAlarm", "alarmRule"): "it is made of the children",
}


SAID: Final = {
    ("MetricAlarm", "unit"): "no alarm is limited to a unit",
    ("TopicSubscription", "protocol"): "it follows from who is told",
    ("CompositeAlarm", "alarmName"): "names that are too long end in a digest",
    ("CompositeAlarm", "alarmRule"): "it is made of the children",
}


SAID: Final[dict[tuple[str, str], Callable[[Any], dict[str, Any]]]] = {
    ("MetricAlarm", "treatMissingData"): lambda given: alert(
        "cloudwatch", {**ALARM, "treat_missing_data": given}
    ),
    ("MetricAlarm", "period"): lambda given: alert("cloudwatch", {**ALARM, "period": f"{given}s"}),
    ("QueryDefinition", "name"): lambda given: {
        **alert("cloudwatch", ALARM),
        "queries": {"slow": {**QUERY, "name": given}},
    },
    ("LogMetricFilter", "metricTransformation.namespace"): lambda given: alert(
        "cloudwatch_logs", {**LINES, "metric": {"namespace": given, "name": "Fatal"}}
    ),
    ("LogMetricFilter", "pattern"): lambda given: alert(
        "cloudwatch_logs", {**LINES, "pattern": given}
    ),
    ("HealthCheck", "requestInterval"): lambda given: alert(
        "http_check", {**CHECK, "interval": f"{given}s"}
    ),
    ("HealthCheck", "failureThreshold"): lambda given: alert(
        "http_check", {**CHECK, "failure_threshold": given}
    ),
    ("HealthCheck", "regions"): lambda given: alert("http_check", {**CHECK, "regions": given}),
    ("HealthCheck", "resourcePath"): lambda given: alert(
        "http_check", {"url": f"https://shop.example.com/{given}"}
    ),
    ("HealthCheck", "searchString"): lambda given: alert(
        "http_check", {**CHECK, "search_string": given}
    ),
    ("Dashboard", "dashboardName"): lambda given: {
        **alert("cloudwatch", ALARM),
        "dashboards": {"all": {"name": given, "widgets": [TEXT]}},
    },
}
# A good value of each, without which a refusal might be of something else.
GOOD: Final = {
    ("MetricAlarm", "treatMissingData"): "ignore",
    ("MetricAlarm", "period"): 60,
    ("QueryDefinition", "name"): "a/b",
    ("LogMetricFilter", "metricTransformation.namespace"): "A/B",
    ("LogMetricFilter", "pattern"): "FATAL",
    ("HealthCheck", "requestInterval"): 10,
    ("HealthCheck", "failureThreshold"): 10,
    ("HealthCheck", "regions"): ["us-east-1", "eu-west-1", "us-west-1"],
    ("HealthCheck", "resourcePath"): "x?y=1",
    ("HealthCheck", "searchString"): "x" * 255,
    ("Dashboard", "dashboardName"): "a-b",
}


def test_each_value_that_plugins_refuse_is_an_error_of_check(
    shared_dir: Path, tmp_path: Path
) -> None:
    refused = [one for one in recorded_values(shared_dir) if one.refused]
    assert {(one.type, one.path) for one in refused} == SAID.keys() | UNSAID.keys()
    for number, one in enumerate(refused):
        if say := SAID.get((one.type, one.path)):
            with pytest.raises(ConfigError):
                checked(tmp_path / str(number), say(one.value))


@pytest.mark.parametrize("place", SAID)
def test_a_value_that_plugins_take_is_taken(tmp_path: Path, place: tuple[str, str]) -> None:
    checked(tmp_path / "good", SAID[place](GOOD[place]))
