"""aws:cloudwatch/logGroup:LogGroup."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, matches, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_NAME = matches(r"[.\-_/#A-Za-z0-9]{1,512}", "only alphanumerics and . - _ / #")


class LogGroup(AwsResource):
    """A log group."""

    token = "aws:cloudwatch/logGroup:LogGroup"
    label = "CloudWatch Logs Log Group"
    tagger: ClassVar[Tagger | None] = ByArn("logs", resource="resourceArn", mapping=True)
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "kmsKeyId": Field(),
        "logGroupClass": Field(
            computed=True, replaces=True, rule=one_of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")
        ),
        "name": Field(computed=True, replaces=True, rule=_NAME),
        "namePrefix": Field(computed=True, replaces=True),
        "retentionInDays": Field(kind="integer", default=0),
        "skipDestroy": Field(kind="boolean", default=False, unread=True),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateLogGroup, PutRetentionPolicy."""
        aws.call(
            "logs",
            "create_log_group",
            logGroupName=inputs["name"],
            kmsKeyId=inputs.get("kmsKeyId"),
            logGroupClass=inputs.get("logGroupClass"),
            tags=inputs["tagsAll"] or None,
        )
        self._retain(aws, inputs["name"], 0, inputs.get("retentionInDays") or 0)
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeLogGroups by prefix."""
        del state
        groups = aws.call("logs", "describe_log_groups", logGroupNamePrefix=id)["logGroups"]
        group = next((item for item in groups if item["logGroupName"] == id), None)
        if group is None:
            return None
        return {
            "arn": group["arn"].removesuffix(":*"),
            "kmsKeyId": group.get("kmsKeyId"),
            "logGroupClass": group.get("logGroupClass", "STANDARD"),
            "name": id,
            "retentionInDays": group.get("retentionInDays", 0),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutRetentionPolicy or DeleteRetentionPolicy."""
        before, after = state.get("retentionInDays") or 0, inputs.get("retentionInDays") or 0
        self._retain(aws, id, before, after)
        before_key, after_key = state.get("kmsKeyId"), inputs.get("kmsKeyId")
        if after_key and after_key != before_key:
            aws.call("logs", "associate_kms_key", logGroupName=id, kmsKeyId=after_key)
        elif before_key and not after_key:
            aws.call("logs", "disassociate_kms_key", logGroupName=id)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteLogGroup, unless the program wants the group to stay."""
        if not state.get("skipDestroy"):
            aws.call("logs", "delete_log_group", logGroupName=id)

    def _retain(self, aws: Aws, name: str, before: int, after: int) -> None:
        if after and after != before:
            aws.call("logs", "put_retention_policy", logGroupName=name, retentionInDays=after)
        elif before and not after:
            aws.call("logs", "delete_retention_policy", logGroupName=name)
