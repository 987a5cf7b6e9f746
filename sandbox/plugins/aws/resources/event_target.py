"""aws:cloudwatch/eventTarget:EventTarget, for targets that need nothing but an ARN and an input."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.clients import AwsRefusalError
from sandbox.plugins.aws.fields import Field, arn, length
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_DEFAULT_BUS = "default"
_TRANSFORMER = {
    "inputPaths": Field(kind="map"),
    "inputTemplate": Field(required=True, rule=length(1, 8192)),
}
_RETRY = {
    "maximumEventAgeInSeconds": Field(kind="integer"),
    "maximumRetryAttempts": Field(kind="integer"),
}
_PARTS = 3


class EventTarget(AwsResource):
    """A target of a rule."""

    token = "aws:cloudwatch/eventTarget:EventTarget"
    label = "EventBridge Target"
    computed = ()
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(required=True, rule=arn),
        "deadLetterConfig": Field(kind="object", members={"arn": Field()}),
        "eventBusName": Field(default=_DEFAULT_BUS, replaces=True),
        "forceDestroy": Field(kind="boolean", default=False, unread=True),
        "input": Field(kind="json"),
        "inputPath": Field(rule=length(0, 256)),
        "inputTransformer": Field(kind="object", members=_TRANSFORMER),
        "retryPolicy": Field(kind="object", members=_RETRY),
        "roleArn": Field(),
        "rule": Field(required=True, replaces=True),
        "targetId": Field(computed=True, replaces=True, rule=length(1, 64)),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "input": ("inputPath", "inputTransformer"),
        "inputPath": ("inputTransformer",),
    }

    def imported(self, id: str) -> tuple[str, Props]:
        """Take `rule/target` or `bus/rule/target`."""
        parts = id.split("/")
        if len(parts) not in (_PARTS - 1, _PARTS):
            raise PluginError(f"unexpected format for ID ({id}), expected EVENTBUS/RULE/TARGET")
        *bus, rule, target = parts
        state = {"rule": rule, "targetId": target, "eventBusName": bus[0] if bus else _DEFAULT_BUS}
        return f"{rule}-{target}", state

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutTargets."""
        target = str(inputs.get("targetId") or f"terraform-{uuid.uuid4().hex}")
        self._put(aws, inputs, target)
        return f"{inputs['rule']}-{target}"

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """ListTargetsByRule."""
        rule, bus = str(state["rule"]), str(state.get("eventBusName") or _DEFAULT_BUS)
        wanted = id.removeprefix(f"{rule}-")
        answer = aws.call("events", "list_targets_by_rule", Rule=rule, EventBusName=bus)
        found = next((item for item in answer["Targets"] if item["Id"] == wanted), None)
        return None if found is None else _told(found, rule, bus)

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutTargets again."""
        del id
        self._put(aws, inputs, str(state["targetId"]))

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """RemoveTargets."""
        rule, bus = state["rule"], state.get("eventBusName") or _DEFAULT_BUS
        target = id.removeprefix(f"{rule}-")
        answer = aws.call("events", "remove_targets", Rule=rule, EventBusName=bus, Ids=[target])
        _refuse_failures("removing", answer)

    def _put(self, aws: Aws, inputs: Props, target: str) -> None:
        answer = aws.call(
            "events",
            "put_targets",
            Rule=inputs["rule"],
            EventBusName=inputs["eventBusName"],
            Targets=[_written(inputs, target)],
        )
        _refuse_failures("putting", answer)


def _refuse_failures(verb: str, answer: dict[str, Any]) -> None:
    for entry in answer.get("FailedEntries", []):
        text = f"{verb} EventBridge Target {entry['TargetId']}: {entry['ErrorMessage']}"
        raise AwsRefusalError(text, str(entry["ErrorCode"]))


def _written(inputs: Props, target: str) -> dict[str, Any]:
    transformer, retry = inputs.get("inputTransformer"), inputs.get("retryPolicy")
    letters = inputs.get("deadLetterConfig")
    written = {
        "Id": target,
        "Arn": inputs["arn"],
        "RoleArn": inputs.get("roleArn"),
        "Input": inputs.get("input"),
        "InputPath": inputs.get("inputPath"),
        "InputTransformer": _capitalized(transformer, {"inputPaths": "InputPathsMap"}),
        "RetryPolicy": _capitalized(retry, {}),
        "DeadLetterConfig": _capitalized(letters, {}),
    }
    return {name: value for name, value in written.items() if value}


def _capitalized(value: Any, names: dict[str, str]) -> dict[str, Any] | None:
    if not value:
        return None
    return {
        names.get(key, f"{key[0].upper()}{key[1:]}"): item
        for key, item in value.items()
        if item is not None
    }


def _told(target: dict[str, Any], rule: str, bus: str) -> Props:
    transformer = target.get("InputTransformer")
    retry, letters = target.get("RetryPolicy"), target.get("DeadLetterConfig")
    return {
        "arn": target["Arn"],
        "deadLetterConfig": {"arn": letters["Arn"]} if letters else None,
        "eventBusName": bus,
        "input": target.get("Input"),
        "inputPath": target.get("InputPath"),
        "inputTransformer": {
            "inputPaths": transformer.get("InputPathsMap", {}),
            "inputTemplate": transformer["InputTemplate"],
        }
        if transformer
        else None,
        "retryPolicy": {f"{k[0].lower()}{k[1:]}": v for k, v in retry.items()} if retry else None,
        "roleArn": target.get("RoleArn"),
        "rule": rule,
        "targetId": target["Id"],
    }
