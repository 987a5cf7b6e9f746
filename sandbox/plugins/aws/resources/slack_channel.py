"""What AWS Chatbot tells Slack channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import CHATBOT
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class SlackChannelConfiguration(AwsResource):
    """What AWS Chatbot tells a Slack channel.

    The official plugin waits half a minute after each change; this one doesn't.
    """

    token = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
    label = "Chatbot Slack Channel Configuration"
    service = "chatbot"
    creates = "create_slack_channel_configuration"
    reads = "describe_slack_channel_configurations"
    updates = "update_slack_channel_configuration"
    deletes = "delete_slack_channel_configuration"
    identity = ("ChannelConfiguration", "ChatConfigurationArn")
    by = "ChatConfigurationArn"
    inside = ("SlackChannelConfigurations", 0)
    tags = CHATBOT
    fields: ClassVar[Mapping[str, Field]] = {
        "chatConfigurationArn": Field(output=True),
        "configurationName": Field(required=True),
        "guardrailPolicyArns": Field(kind="list", computed=True),
        "iamRoleArn": Field(required=True),
        "loggingLevel": Field(default="NONE", rule=one_of("ERROR", "INFO", "NONE")),
        "slackChannelId": Field(required=True),
        "slackChannelName": Field(output=True),
        "slackTeamId": Field(required=True),
        "slackTeamName": Field(output=True),
        "snsTopicArns": Field(kind="set", computed=True),
        "timeouts": Field(kind="map", unread=True),
        "userAuthorizationRequired": Field(kind="boolean", default=False),
    }

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateSlackChannelConfiguration, which can't change name and workspace."""
        for name in ("configurationName", "slackTeamId"):
            if inputs[name] != state.get(name):
                raise PluginError(
                    f"Provider produced inconsistent result after apply: .{name}: AWS Chatbot "
                    "can't change it; replace the resource."
                )
        super().alter(aws, id, state, inputs)
