"""aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.fields import Field, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_CHANGEABLE = {
    "guardrailPolicyArns": "GuardrailPolicyArns",
    "iamRoleArn": "IamRoleArn",
    "loggingLevel": "LoggingLevel",
    "slackChannelId": "SlackChannelId",
    "snsTopicArns": "SnsTopicArns",
    "userAuthorizationRequired": "UserAuthorizationRequired",
}
_FIXED = {"configurationName": "ConfigurationName", "slackTeamId": "SlackTeamId"}
_COMPUTED = {
    "chatConfigurationArn": "ChatConfigurationArn",
    "slackChannelName": "SlackChannelName",
    "slackTeamName": "SlackTeamName",
}


class SlackChannelConfiguration(AwsResource):
    """What AWS Chatbot tells a Slack channel.

    The official plugin waits half a minute after each change; this one doesn't.
    """

    token = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
    label = "Chatbot Slack Channel Configuration"
    computed = tuple(_COMPUTED)
    tagger: ClassVar[Tagger | None] = ByArn(
        "chatbot", arn="chatConfigurationArn", key="TagKey", value="TagValue"
    )
    fields: ClassVar[Mapping[str, Field]] = {
        "configurationName": Field(required=True),
        "guardrailPolicyArns": Field(kind="list", computed=True),
        "iamRoleArn": Field(required=True),
        "loggingLevel": Field(default="NONE", rule=one_of("ERROR", "INFO", "NONE")),
        "slackChannelId": Field(required=True),
        "slackTeamId": Field(required=True),
        "snsTopicArns": Field(kind="set", computed=True),
        "timeouts": Field(kind="map", unread=True),
        "userAuthorizationRequired": Field(kind="boolean", default=False),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateSlackChannelConfiguration."""
        given = {p: inputs.get(name) for name, p in (_FIXED | _CHANGEABLE).items()}
        tags = [{"TagKey": k, "TagValue": v} for k, v in inputs["tagsAll"].items()] or None
        made = aws.call("chatbot", "create_slack_channel_configuration", **given, Tags=tags)
        return str(made["ChannelConfiguration"]["ChatConfigurationArn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeSlackChannelConfigurations by ARN."""
        del state
        answer = aws.call(
            "chatbot", "describe_slack_channel_configurations", ChatConfigurationArn=id
        )
        if not answer["SlackChannelConfigurations"]:
            return None
        found = answer["SlackChannelConfigurations"][0]
        return {name: found.get(p) for name, p in (_FIXED | _CHANGEABLE | _COMPUTED).items()}

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateSlackChannelConfiguration, which can't change name and workspace."""
        for name in _FIXED:
            if inputs[name] != state.get(name):
                raise PluginError(
                    f"Provider produced inconsistent result after apply: .{name}: AWS Chatbot "
                    "can't change it; replace the resource."
                )
        given = {parameter: inputs.get(name) for name, parameter in _CHANGEABLE.items()}
        aws.call("chatbot", "update_slack_channel_configuration", ChatConfigurationArn=id, **given)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteSlackChannelConfiguration."""
        del state
        aws.call("chatbot", "delete_slack_channel_configuration", ChatConfigurationArn=id)
