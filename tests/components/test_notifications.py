"""Topics, who may publish to them, who hears of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from components.cloudwatch.policies import chatbot_trust_policy, topic_policy
from setpoint.catalog.model import Secret, Subscription
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render

ARN = "arn:aws:sns:eu-west-1:111122223333:acme-prod-critical"


def test_only_alarms_of_the_same_account_and_region_may_publish() -> None:
    allow, _ = json.loads(topic_policy(ARN))["Statement"]

    assert allow["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allow["Action"] == "sns:Publish"
    assert allow["Resource"] == ARN
    assert allow["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*"},
        "StringEquals": {"aws:SourceAccount": "111122223333"},
    }


def test_nobody_publishes_in_clear() -> None:
    _, deny = json.loads(topic_policy(ARN))["Statement"]

    assert deny["Effect"] == "Deny"
    assert deny["Principal"] == "*"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_partition_comes_from_the_topic() -> None:
    policy = topic_policy("arn:aws-cn:sns:cn-north-1:111122223333:t")

    assert "arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:*" in policy


def test_each_topic_has_its_policy(render: Render) -> None:
    plan = render(samples.catalog())

    assert plan.inputs("Topic", "critical") == {
        "name": "acme-prod-critical",
        "displayName": "acme prod critical",
        "signatureVersion": 1,
        "tracingConfig": "PassThrough",
        "tags": samples.TAGS,
    }
    policy = plan.inputs("TopicPolicy", "critical")
    assert policy["arn"] == "arn:aws:sns:us-east-1:${account}:acme-prod-critical"
    assert json.loads(policy["policy"])["Statement"][0]["Resource"] == policy["arn"]


@pytest.mark.parametrize(
    ("protocol", "endpoint"),
    [
        ("email", "oncall@acme.test"),
        ("sms", "+15550100099"),
        ("https", "https://acme.test/hook"),
        ("http", "http://127.0.0.1:9000/hook"),
    ],
)
def test_an_address_is_subscribed_as_it_is(render: Render, protocol: str, endpoint: str) -> None:
    subscription = Subscription(id="one", protocol=protocol, endpoint=endpoint)  # type: ignore[arg-type]

    plan = render(samples.catalog(topics={"t": samples.topic("t", subscription)}))

    assert plan.inputs("TopicSubscription", "t/one") == {
        "topic": "arn:aws:sns:us-east-1:${account}:acme-prod-t",
        "protocol": protocol,
        "endpoint": endpoint,
        "endpointAutoConfirms": False,
        "rawMessageDelivery": False,
    }


def test_a_secret_address_is_masked(render: Render) -> None:
    address = Secret(("severities", "critical", "email", 0))
    subscription = Subscription(id="one", protocol="email", endpoint=address)

    plan = render(samples.catalog(topics={"t": samples.topic("t", subscription)}))

    assert plan.inputs("TopicSubscription", "t/one")["endpoint"] == "[secret]"


def test_one_slack_configuration_for_a_channel_listens_to_all_its_topics(render: Render) -> None:
    other = Subscription(id="slack-1", protocol="slack", endpoint="#alerts")
    topics = {
        "critical": samples.topic("critical", samples.SLACK),
        "high": samples.topic("high", samples.SLACK, other),
    }

    plan = render(
        samples.catalog(
            topics=topics,
            slack_workspace="T1",
            slack_channels={"#incidents": "C1", "#alerts": "C2"},
        )
    )

    incidents = plan.inputs("SlackChannelConfiguration", "incidents")
    assert incidents["slackTeamId"] == "T1"
    assert incidents["slackChannelId"] == "C1"
    assert [arn.rsplit(":", 1)[1] for arn in incidents["snsTopicArns"]] == [
        "acme-prod-critical",
        "acme-prod-high",
    ]
    assert incidents["configurationName"] == "acme-prod-incidents"
    assert incidents["iamRoleArn"] == "arn:aws:iam::${account}:role/acme-prod-slack"
    assert len(plan.inputs("SlackChannelConfiguration", "alerts")["snsTopicArns"]) == 1
    assert not plan.of("TopicSubscription"), "Chatbot subscribes itself"


def test_the_bot_reads_metrics_and_may_do_no_more(render: Render) -> None:
    plan = render(samples.paging())

    (statement,) = json.loads(plan.inputs("RolePolicy", "slack")["policy"])["Statement"]
    assert all(action.startswith("cloudwatch:") for action in statement["Action"])
    assert not any("Put" in action or action.endswith(":*") for action in statement["Action"])
    guardrails = plan.inputs("SlackChannelConfiguration", "incidents")["guardrailPolicyArns"]
    assert guardrails == ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]
    (trust,) = json.loads(chatbot_trust_policy(ARN))["Statement"]
    assert trust["Principal"] == {"Service": "chatbot.amazonaws.com"}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": "111122223333"}


def test_without_a_workspace_there_is_no_bot(render: Render) -> None:
    plan = render(samples.catalog(topics={"t": samples.topic("t", samples.SLACK)}))

    assert not plan.of("Role")
    assert not plan.of("SlackChannelConfiguration")


def test_a_topic_is_encrypted_with_the_key_that_it_has(render: Render) -> None:
    topics = {"t": replace(samples.topic("t"), kms_key="alias/alerts"), "u": samples.topic("u")}

    plan = render(samples.catalog(topics=topics))

    assert plan.inputs("Topic", "t")["kmsMasterKeyId"] == "alias/alerts"
    assert "kmsMasterKeyId" not in plan.inputs("Topic", "u")
