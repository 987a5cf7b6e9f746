"""Route 53 health checks; the rest of Route 53 is moto's.

Ours because moto loses the alarm of a health check of type CLOUDWATCH_METRIC.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.aws import tags
from sandbox.aws.errors import AwsError
from sandbox.aws.health_check_rules import completed, invalid
from sandbox.aws.paging import page
from sandbox.aws.service import Service

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION = "health_checks"
_PAGE = 100
_MOST_TAGS = 10
_NOT_CONFIG = ("HealthCheckId", "HealthCheckVersion", "ResetElements")
_ALARM_FIELDS = (
    "EvaluationPeriods",
    "Threshold",
    "ComparisonOperator",
    "Period",
    "MetricName",
    "Namespace",
    "Statistic",
    "Dimensions",
)


def _create(call: Call) -> dict[str, Any]:
    reference = call.params["CallerReference"]
    config = completed(call.params["HealthCheckConfig"])
    _check_alarm(call, config)
    checks = call.shared_section(_SECTION)
    same = next((c for c in checks.values() if c["CallerReference"] == reference), None)
    if same is not None and same["HealthCheckConfig"] != config:
        raise AwsError(
            "HealthCheckAlreadyExists",
            "A health check with a different configuration exists with the given "
            f"CallerReference {reference}.",
        )
    check = same or {
        "Id": str(uuid.uuid4()),
        "CallerReference": reference,
        "HealthCheckConfig": config,
        "HealthCheckVersion": 1,
        "tags": {},
    }
    checks[check["Id"]] = check
    location = f"{call.base_url}/2013-04-01/healthcheck/{check['Id']}"
    return {"HealthCheck": _described(call, check), "Location": location}


def _get(call: Call) -> dict[str, Any]:
    return {"HealthCheck": _described(call, _find(call, call.params["HealthCheckId"]))}


def _update(call: Call) -> dict[str, Any]:
    params = call.params
    check = _find(call, params["HealthCheckId"])
    if params.get("HealthCheckVersion", check["HealthCheckVersion"]) != check["HealthCheckVersion"]:
        raise AwsError(
            "HealthCheckVersionMismatch",
            f"The health check is of version {check['HealthCheckVersion']} by now.",
        )
    config = {k: v for k, v in params.items() if k not in _NOT_CONFIG}
    config = check["HealthCheckConfig"] | config
    for name in params.get("ResetElements", []):
        config.pop(name, None)
    config = completed(config)
    _check_alarm(call, config)
    check["HealthCheckConfig"] = config
    check["HealthCheckVersion"] += 1
    return {"HealthCheck": _described(call, check)}


def _delete(call: Call) -> None:
    check = _find(call, call.params["HealthCheckId"])
    for other in call.shared_section(_SECTION).values():
        if check["Id"] in other["HealthCheckConfig"].get("ChildHealthChecks", []):
            raise AwsError("HealthCheckInUse", f"Health check {other['Id']} depends on it.")
    del call.shared_section(_SECTION)[check["Id"]]


def _list(call: Call) -> dict[str, Any]:
    size = int(call.params.get("MaxItems", _PAGE))
    marker = call.params.get("Marker")
    found = [(key, _described(call, c)) for key, c in call.shared_section(_SECTION).items()]
    taken, token = page(found, size=size, token=marker, invalid="InvalidInput")
    listed = {
        "HealthChecks": taken,
        "Marker": marker or "",
        "IsTruncated": token is not None,
        "MaxItems": str(size),
    }
    return listed | ({"NextMarker": token} if token else {})


def _status(call: Call) -> dict[str, Any]:
    _find(call, call.params["HealthCheckId"])
    return {"HealthCheckObservations": []}


def _change_tags(call: Call) -> None:
    check = _tagged(call)
    changed = tags.merged(check["tags"], call.params.get("AddTags"), invalid="InvalidInput")
    for key in call.params.get("RemoveTagKeys", []):
        changed.pop(key, None)
    if len(changed) > _MOST_TAGS:
        raise invalid(f"A health check has at most {_MOST_TAGS} tags")
    check["tags"] = changed


def _list_tags(call: Call) -> dict[str, Any]:
    check = _tagged(call)
    tag_set = {
        "ResourceType": "healthcheck",
        "ResourceId": check["Id"],
        "Tags": tags.listed(check["tags"]),
    }
    return {"ResourceTagSet": tag_set}


def _tagged(call: Call) -> dict[str, Any]:
    if call.params["ResourceType"] != "healthcheck":
        raise AwsError("NotImplemented", "The sandbox has no tags of hosted zones.", status=501)
    return _find(call, call.params["ResourceId"])


def _find(call: Call, number: str) -> dict[str, Any]:
    check: dict[str, Any] | None = call.shared_section(_SECTION).get(number)
    if check is None:
        raise AwsError("NoSuchHealthCheck", f"A health check with id {number} does not exist.")
    return check


def _check_alarm(call: Call, config: dict[str, Any]) -> None:
    if "AlarmIdentifier" in config and _alarm(call, config["AlarmIdentifier"]) is None:
        name, region = config["AlarmIdentifier"]["Name"], config["AlarmIdentifier"]["Region"]
        raise invalid(f"CloudWatch alarm {name} does not exist in {region}")
    for child in config.get("ChildHealthChecks", []):
        if child not in call.shared_section(_SECTION):
            raise invalid(f"Child health check {child} does not exist")


def _alarm(call: Call, identifier: dict[str, str]) -> dict[str, Any] | None:
    alarms = call.section("alarms", region=identifier["Region"])
    record: dict[str, Any] | None = alarms.get(identifier["Name"])
    return record


def _described(call: Call, check: dict[str, Any]) -> dict[str, Any]:
    identifier = check["HealthCheckConfig"].get("AlarmIdentifier")
    record = _alarm(call, identifier) if identifier else None
    if record is None or "MetricName" not in record["config"]:
        return check
    config = record["config"]
    watched = {name: config[name] for name in _ALARM_FIELDS if name in config}
    return {**check, "CloudWatchAlarmConfiguration": watched}


ROUTE53 = Service(
    name="route53",
    invalid="InvalidInput",
    handlers={
        "ChangeTagsForResource": _change_tags,
        "CreateHealthCheck": _create,
        "DeleteHealthCheck": _delete,
        "GetHealthCheck": _get,
        "GetHealthCheckStatus": _status,
        "ListHealthChecks": _list,
        "ListTagsForResource": _list_tags,
        "UpdateHealthCheck": _update,
    },
)
