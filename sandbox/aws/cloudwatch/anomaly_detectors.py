"""Anomaly detectors: kept and listed, never trained."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SCALARS = ("Namespace", "MetricName", "Dimensions", "Stat")
_SINGLE = "SingleMetricAnomalyDetector"
_MATH = "MetricMathAnomalyDetector"
_SETTINGS = ("Configuration", "MetricCharacteristics")
_MOST_EXCLUSIONS = 10
_PAGE = 50


def put_anomaly_detector(call: Call) -> dict[str, Any]:
    """Create a detector, or replace the settings of the one on the same metric."""
    identity = _identity(call.params)
    excluded = call.params.get("Configuration", {}).get("ExcludedTimeRanges", [])
    if len(excluded) > _MOST_EXCLUSIONS:
        raise invalid(f"At most {_MOST_EXCLUSIONS} ranges can be excluded, not {len(excluded)}")
    for moments in excluded:
        if moments["StartTime"] >= moments["EndTime"]:
            raise invalid("An excluded range must start before it ends")
    detectors = call.section("anomaly_detectors")
    key = _key(identity)
    number = detectors.get(key, {}).get("AnomalyDetectorId") or str(uuid.uuid4())
    settings = {name: call.params[name] for name in _SETTINGS if name in call.params}
    detectors[key] = {
        "AnomalyDetectorId": number,
        "StateValue": "PENDING_TRAINING",
        **identity,
        **identity.get(_SINGLE, {}),
        **settings,
    }
    return {"AnomalyDetectorId": number}


def describe_anomaly_detectors(call: Call) -> dict[str, Any]:
    """List detectors by metric and kind."""
    params = call.params
    kinds = params.get("AnomalyDetectorTypes") or ["SINGLE_METRIC"]
    found = [
        (key, detector)
        for key, detector in call.section("anomaly_detectors").items()
        if _fits(params, detector, kinds)
    ]
    taken, token = page(
        found,
        size=params.get("MaxResults", _PAGE),
        token=params.get("NextToken"),
        invalid="InvalidNextToken",
    )
    return {"AnomalyDetectors": taken} | ({"NextToken": token} if token else {})


def delete_anomaly_detector(call: Call) -> None:
    """Delete the detector of an id or a metric."""
    detectors = call.section("anomaly_detectors")
    number = call.params.get("AnomalyDetectorId")
    key = None if number else _key(_identity(call.params))
    for present, detector in list(detectors.items()):
        if present == key or (number and detector["AnomalyDetectorId"] == number):
            del detectors[present]
            return
    raise AwsError("ResourceNotFoundException", "The anomaly detector does not exist")


def _identity(params: dict[str, Any]) -> dict[str, Any]:
    scalars = {name: params[name] for name in _SCALARS if name in params}
    given = [name for name in (_SINGLE, _MATH) if name in params]
    if len(given) + bool(scalars) != 1:
        raise AwsError(
            "InvalidParameterCombinationException",
            f"Exactly one of {_SINGLE}, {_MATH} or the parameters of a metric must be specified",
        )
    if given == [_MATH]:
        return {_MATH: params[_MATH]}
    single = params.get(_SINGLE, scalars)
    for name in ("Namespace", "MetricName", "Stat"):
        if not single.get(name):
            raise AwsError("MissingRequiredParameterException", f"{name} is required")
    return {_SINGLE: {"Dimensions": [], **single}}


def _key(identity: dict[str, Any]) -> str:
    single = identity.get(_SINGLE)
    if single is not None:
        dimensions = sorted(single["Dimensions"], key=lambda item: item["Name"])
        identity = {_SINGLE: {**single, "Dimensions": dimensions}}
    return json.dumps(identity, sort_keys=True)


def _fits(params: dict[str, Any], detector: dict[str, Any], kinds: list[str]) -> bool:
    kind = "METRIC_MATH" if _MATH in detector else "SINGLE_METRIC"
    wanted = params.get("AnomalyDetectorIds")
    if wanted and detector["AnomalyDetectorId"] not in wanted:
        return False
    scalars = all(detector.get(name) == params[name] for name in _SCALARS if name in params)
    return kind in kinds and scalars
