"""aws:route53/healthCheck:HealthCheck."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.comparing import same
from sandbox.plugins.aws.fields import Field, between, length, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import OfHealthCheck, tag_list
from sandbox.plugins.aws.values import three_regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_TYPES = (
    "HTTP",
    "HTTPS",
    "HTTP_STR_MATCH",
    "HTTPS_STR_MATCH",
    "TCP",
    "CALCULATED",
    "CLOUDWATCH_METRIC",
    "RECOVERY_CONTROL",
)
_PLAIN = {
    "childHealthThreshold": "HealthThreshold",
    "childHealthchecks": "ChildHealthChecks",
    "disabled": "Disabled",
    "enableSni": "EnableSNI",
    "failureThreshold": "FailureThreshold",
    "fqdn": "FullyQualifiedDomainName",
    "insufficientDataHealthStatus": "InsufficientDataHealthStatus",
    "invertHealthcheck": "Inverted",
    "ipAddress": "IPAddress",
    "measureLatency": "MeasureLatency",
    "port": "Port",
    "regions": "Regions",
    "requestInterval": "RequestInterval",
    "resourcePath": "ResourcePath",
    "routingControlArn": "RoutingControlArn",
    "searchString": "SearchString",
    "type": "Type",
}
_FIXED = ("measureLatency", "requestInterval", "routingControlArn", "type")
_REFERENCE_LENGTH = 64


def _interval(value: Any) -> str | None:
    return None if value in (10, 30) else f"expected %s to be one of [10 30], got {value}"


class HealthCheck(AwsResource):
    """A health check."""

    token = "aws:route53/healthCheck:HealthCheck"
    label = "Route53 Health Check"
    regional = False
    tagger: ClassVar[Tagger | None] = OfHealthCheck()
    missing = ("NoSuchHealthCheck",)
    fields: ClassVar[Mapping[str, Field]] = {
        "childHealthThreshold": Field(kind="integer", rule=between(0, 256)),
        "childHealthchecks": Field(kind="set"),
        "cloudwatchAlarmName": Field(),
        "cloudwatchAlarmRegion": Field(),
        "disabled": Field(kind="boolean", default=False),
        "enableSni": Field(kind="boolean", computed=True),
        "failureThreshold": Field(kind="integer", computed=True, rule=between(1, 10)),
        "fqdn": Field(rule=length(0, 255)),
        "insufficientDataHealthStatus": Field(
            rule=one_of("Healthy", "Unhealthy", "LastKnownStatus")
        ),
        "invertHealthcheck": Field(kind="boolean"),
        "ipAddress": Field(),
        "measureLatency": Field(kind="boolean", default=False, replaces=True),
        "port": Field(kind="integer", rule=between(1, 65_535)),
        "referenceName": Field(replaces=True, unread=True, rule=length(0, 27)),
        "regions": Field(kind="set", rule=three_regions),
        "requestInterval": Field(kind="integer", replaces=True, rule=_interval),
        "resourcePath": Field(rule=length(0, 255)),
        "routingControlArn": Field(replaces=True),
        "searchString": Field(rule=length(0, 255)),
        "triggers": Field(kind="map", unread=True),
        "type": Field(required=True, replaces=True, rule=one_of(*_TYPES)),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateHealthCheck, then ChangeTagsForResource."""
        given = {
            parameter: inputs[name]
            for name, parameter in _PLAIN.items()
            if inputs.get(name) not in (None, False, "", [])
        }
        alarm = _alarm(inputs) if inputs["type"] == "CLOUDWATCH_METRIC" else None
        config = given | ({"AlarmIdentifier": alarm} if alarm else {})
        prefix = f"{inputs['referenceName']}-" if inputs.get("referenceName") else ""
        reference = f"{prefix}terraform-{uuid.uuid4().hex}"[:_REFERENCE_LENGTH]
        made = aws.call(
            "route53",
            "create_health_check",
            CallerReference=reference,
            HealthCheckConfig=config,
        )
        number = str(made["HealthCheck"]["Id"])
        if inputs["tagsAll"]:
            resource = {"ResourceType": "healthcheck", "ResourceId": number}
            tags = tag_list(inputs["tagsAll"])
            aws.call("route53", "change_tags_for_resource", **resource, AddTags=tags)
        return number

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetHealthCheck."""
        del state
        answer = aws.call("route53", "get_health_check", HealthCheckId=id)
        config = answer["HealthCheck"]["HealthCheckConfig"]
        alarm = config.get("AlarmIdentifier", {})
        return {
            **{name: config.get(parameter) for name, parameter in _PLAIN.items()},
            "arn": f"arn:aws:route53:::healthcheck/{id}",
            "cloudwatchAlarmName": alarm.get("Name"),
            "cloudwatchAlarmRegion": alarm.get("Region"),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateHealthCheck with what differs."""
        given: dict[str, Any] = {}
        for name, parameter in _PLAIN.items():
            field, new = self.fields[name], inputs.get(name)
            if name in _FIXED or (field.computed and new is None):
                continue
            if not same(field, state.get(name), new):
                given[parameter] = _EMPTY[field.kind] if new is None else new
        alarm = _alarm(inputs)
        if alarm != _alarm(state):
            given["AlarmIdentifier"] = alarm
        aws.call("route53", "update_health_check", HealthCheckId=id, **given)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteHealthCheck."""
        del state
        aws.call("route53", "delete_health_check", HealthCheckId=id)


_EMPTY: dict[str, Any] = {"string": "", "integer": 0, "boolean": False, "set": []}


def _alarm(props: Props) -> dict[str, str] | None:
    name, region = props.get("cloudwatchAlarmName"), props.get("cloudwatchAlarmRegion")
    return {"Name": name or "", "Region": region or ""} if name or region else None
