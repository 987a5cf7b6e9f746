"""AWS Chatbot (now Amazon Q Developer in chat applications): Slack channel configurations.

Nothing is sent to Slack. Any workspace counts as authorized. A name or channel that is taken is
refused in AWS's words (aws-samples/aws-securityhub-to-slack, pull request 11;
hashicorp/terraform-provider-awscc, issue 1011); for a role that isn't there they aren't known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws import roles, tags
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page
from sandbox.aws.service import ACCOUNT_ID, Service

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION = "slack_channel_configurations"
_PAGE = 100
_DEFAULTS: dict[str, Any] = {
    "GuardrailPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
    "LoggingLevel": "NONE",
    "SnsTopicArns": [],
    "State": "ENABLED",
    "UserAuthorizationRequired": False,
}
_INVALID = "InvalidParameterException"


def _create(call: Call) -> dict[str, Any]:
    params = dict(call.params)
    added = tags.merged({}, _renamed(params.pop("Tags", [])), invalid=_INVALID)
    arn = (
        f"arn:aws:chatbot::{ACCOUNT_ID}:chat-configuration/slack-channel/"
        f"{params['ConfigurationName']}"
    )
    records = call.shared_section(_SECTION)
    if arn in records:
        raise AwsError(
            "ConflictException",
            "Invalid request provided: The chat configuration with the name "
            f"{params['ConfigurationName']} already exists. Retry with a unique configuration "
            "name.",
        )
    channel = (params["SlackTeamId"], params["SlackChannelId"])
    if any((r["SlackTeamId"], r["SlackChannelId"]) == channel for r in _configs(records)):
        raise AwsError(
            "ConflictException",
            f"Invalid request provided: Slack channel with ID {channel[1]} in Slack team "
            f"{channel[0]} has already been configured for AWS account {ACCOUNT_ID}.",
        )
    _check_topics(params)
    _check_role(params)
    names = {"SlackTeamName": "sandbox", "SlackChannelName": params["SlackChannelId"]}
    config = {**_DEFAULTS, **names, **params, "ChatConfigurationArn": arn}
    records[arn] = {"config": config, "tags": added}
    return {"ChannelConfiguration": _described(records[arn])}


def _update(call: Call) -> dict[str, Any]:
    record = _record(call, call.params["ChatConfigurationArn"])
    _check_topics(call.params)
    _check_role(call.params)
    record["config"] |= call.params
    return {"ChannelConfiguration": _described(record)}


def _describe(call: Call) -> dict[str, Any]:
    wanted = call.params.get("ChatConfigurationArn")
    found = [
        (arn, _described(record))
        for arn, record in call.shared_section(_SECTION).items()
        if wanted in (None, arn)
    ]
    taken, token = page(
        found,
        size=call.params.get("MaxResults", _PAGE),
        token=call.params.get("NextToken"),
        invalid=_INVALID,
    )
    return {"SlackChannelConfigurations": taken} | ({"NextToken": token} if token else {})


def _delete(call: Call) -> None:
    _record(call, call.params["ChatConfigurationArn"])
    del call.shared_section(_SECTION)[call.params["ChatConfigurationArn"]]


def _tag(call: Call) -> None:
    record = _record(call, call.params["ResourceARN"])
    record["tags"] = tags.merged(record["tags"], _renamed(call.params["Tags"]), invalid=_INVALID)


def _untag(call: Call) -> None:
    record = _record(call, call.params["ResourceARN"])
    for key in call.params["TagKeys"]:
        record["tags"].pop(key, None)


def _list_tags(call: Call) -> dict[str, Any]:
    return {"Tags": _tag_list(_record(call, call.params["ResourceARN"]))}


def _configs(records: dict[str, Any]) -> list[dict[str, Any]]:
    return [record["config"] for record in records.values()]


def _record(call: Call, arn: str) -> dict[str, Any]:
    record: dict[str, Any] | None = call.shared_section(_SECTION).get(arn)
    if record is None:
        raise AwsError("ResourceNotFoundException", f"{arn} does not exist", status=404)
    return record


def _check_topics(params: dict[str, Any]) -> None:
    for arn in params.get("SnsTopicArns", []):
        if arn.split(":")[2] != "sns":
            raise AwsError(_INVALID, f"{arn} is no ARN of an SNS topic")


def _check_role(params: dict[str, Any]) -> None:
    role = params.get("IamRoleArn")
    if role is not None and not roles.exists(role):
        raise AwsError(_INVALID, f"Invalid request provided: The role {role} does not exist.")


def _described(record: dict[str, Any]) -> dict[str, Any]:
    return {**record["config"], "Tags": _tag_list(record)}


def _renamed(added: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"Key": tag["TagKey"], "Value": tag["TagValue"]} for tag in added]


def _tag_list(record: dict[str, Any]) -> list[dict[str, str]]:
    return [{"TagKey": key, "TagValue": value} for key, value in record["tags"].items()]


CHATBOT = Service(
    name="chatbot",
    invalid=_INVALID,
    handlers={
        "CreateSlackChannelConfiguration": _create,
        "DeleteSlackChannelConfiguration": _delete,
        "DescribeSlackChannelConfigurations": _describe,
        "ListTagsForResource": _list_tags,
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdateSlackChannelConfiguration": _update,
    },
)
