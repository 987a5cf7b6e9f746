"""Health checks of Route 53."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.resource import WIRE, AwsResource, raised
from sandbox.plugins.aws.tagging import HEALTH_CHECK
from sandbox.plugins.comparing import same
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import at_least_items, between, length, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

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
_REFERENCE_LENGTH = 64
_EMPTY: dict[str, Any] = {"string": "", "integer": 0, "boolean": False, "set": []}


def _interval(value: Any) -> str | None:
    return None if value in (10, 30) else f"expected %s to be one of [10 30], got {value}"


class HealthCheck(AwsResource):
    """A health check."""

    token = "aws:route53/healthCheck:HealthCheck"
    label = "Route53 Health Check"
    service = "route53"
    deletes = "delete_health_check"
    identity = ("HealthCheck", "Id")
    by = "HealthCheckId"
    regional = False
    tags = HEALTH_CHECK
    missing = ("NoSuchHealthCheck",)
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(output=True, api="HealthCheckArn"),
        "childHealthThreshold": Field(kind="integer", api="HealthThreshold", rule=between(0, 256)),
        "childHealthchecks": Field(kind="set", api="ChildHealthChecks"),
        "cloudwatchAlarmName": Field(sent=False),
        "cloudwatchAlarmRegion": Field(sent=False),
        "disabled": Field(kind="boolean", default=False),
        "enableSni": Field(kind="boolean", computed=True, api="EnableSNI"),
        "failureThreshold": Field(kind="integer", computed=True, rule=between(1, 10)),
        "fqdn": Field(api="FullyQualifiedDomainName", rule=length(0, 255)),
        "insufficientDataHealthStatus": Field(
            rule=one_of("Healthy", "Unhealthy", "LastKnownStatus")
        ),
        "invertHealthcheck": Field(kind="boolean", api="Inverted"),
        "ipAddress": Field(api="IPAddress"),
        "measureLatency": Field(kind="boolean", default=False, replaces=True),
        "port": Field(kind="integer", rule=between(1, 65_535)),
        "referenceName": Field(replaces=True, unread=True, rule=length(0, 27)),
        "regions": Field(kind="set", rule=at_least_items(3)),
        "requestInterval": Field(kind="integer", replaces=True, rule=_interval),
        "resourcePath": Field(rule=length(0, 255)),
        "routingControlArn": Field(replaces=True),
        "searchString": Field(rule=length(0, 255)),
        "triggers": Field(kind="map", unread=True),
        "type": Field(required=True, replaces=True, rule=one_of(*_TYPES)),
    }

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateHealthCheck, then ChangeTagsForResource."""
        sent = {name: value for name, value in WIRE.sent(self.fields, inputs).items() if value}
        alarm = _alarm(inputs) if inputs["type"] == "CLOUDWATCH_METRIC" else None
        prefix = f"{inputs['referenceName']}-" if inputs.get("referenceName") else ""
        made = aws.call(
            "route53",
            "create_health_check",
            CallerReference=f"{prefix}terraform-{uuid.uuid4().hex}"[:_REFERENCE_LENGTH],
            HealthCheckConfig={**sent, **({"AlarmIdentifier": alarm} if alarm else {})},
        )
        number = str(made["HealthCheck"]["Id"])
        if inputs["tagsAll"]:
            HEALTH_CHECK.add(aws, number, {}, inputs["tagsAll"])
        return number

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetHealthCheck."""
        del state
        answer = aws.call("route53", "get_health_check", HealthCheckId=id)
        config = answer["HealthCheck"]["HealthCheckConfig"]
        alarm = config.get("AlarmIdentifier", {})
        flat = {
            "HealthCheckArn": f"arn:aws:route53:::healthcheck/{id}",
            "CloudwatchAlarmName": alarm.get("Name"),
            "CloudwatchAlarmRegion": alarm.get("Region"),
        }
        return WIRE.told(self.fields, {**config, **flat})

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateHealthCheck with what differs."""
        given: dict[str, Any] = {}
        for name, field in self.fields.items():
            told = field.sent and not (field.output or field.unread or field.replaces)
            new = inputs.get(name)
            if told and not same(field, state.get(name), new):
                given[field.api or raised(name)] = _EMPTY[field.kind] if new is None else new
        alarm = _alarm(inputs)
        if alarm != _alarm(state):
            given["AlarmIdentifier"] = alarm
        aws.call("route53", "update_health_check", HealthCheckId=id, **given)


def _alarm(props: Props) -> dict[str, str] | None:
    name, region = props.get("cloudwatchAlarmName"), props.get("cloudwatchAlarmRegion")
    return {"Name": name or "", "Region": region or ""} if name or region else None
