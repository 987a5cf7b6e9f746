"""aws:cloudwatch/queryDefinition:QueryDefinition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.values import log_groups, query_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class QueryDefinition(AwsResource):
    """A saved query."""

    token = "aws:cloudwatch/queryDefinition:QueryDefinition"
    label = "CloudWatch Logs Query Definition"
    auto_name = "name"
    computed = ("arn", "queryDefinitionId")
    fields: ClassVar[Mapping[str, Field]] = {
        "logGroupNames": Field(kind="list", rule=log_groups),
        "name": Field(required=True, rule=query_name),
        "queryString": Field(required=True, rule=length(1, 10_000)),
    }

    def imported(self, id: str) -> tuple[str, Props]:
        """Take the ARN, or the bare id."""
        return id.rpartition(":")[2], {}

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutQueryDefinition."""
        return str(self._put(aws, inputs)["queryDefinitionId"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeQueryDefinitions by prefix, or all of them on an import."""
        query: dict[str, Any] = {"queryDefinitionNamePrefix": state.get("name"), "maxResults": 1000}
        while True:
            answer = aws.call("logs", "describe_query_definitions", **query)
            for item in answer["queryDefinitions"]:
                if item["queryDefinitionId"] == id:
                    return _told(aws, item)
            if not answer.get("nextToken"):
                return self.find(aws, id, {}) if query["queryDefinitionNamePrefix"] else None
            query["nextToken"] = answer["nextToken"]

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutQueryDefinition with the id."""
        del state
        self._put(aws, inputs, id)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteQueryDefinition."""
        del state
        aws.call("logs", "delete_query_definition", queryDefinitionId=id)

    def _put(self, aws: Aws, inputs: Props, number: str | None = None) -> dict[str, Any]:
        return aws.call(
            "logs",
            "put_query_definition",
            name=inputs["name"],
            queryString=inputs["queryString"],
            logGroupNames=inputs.get("logGroupNames") or None,
            queryDefinitionId=number,
        )


def _told(aws: Aws, definition: dict[str, Any]) -> Props:
    number = definition["queryDefinitionId"]
    account = aws.call("sts", "get_caller_identity")["Account"]
    return {
        "arn": f"arn:aws:logs:{aws.region}:{account}:query-definition:{number}",
        "logGroupNames": definition.get("logGroupNames"),
        "name": definition["name"],
        "queryDefinitionId": number,
        "queryString": definition["queryString"],
    }
