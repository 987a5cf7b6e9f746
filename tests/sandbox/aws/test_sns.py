from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from sandbox.aws.service import ACCOUNT_ID
from sandbox.serving import served
from sandbox.topic_policies import default_policy
from setpoint.iam import key_statements
from tests.sandbox.aws.accounts import Account, alarm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request


class Endpoint:
    """An HTTP endpoint that keeps what it gets; `answers` are the statuses to come."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], str]] = []
        self.answers: list[int] = []
        self.url = ""

    async def take(self, request: Request) -> Response:
        self.received.append((dict(request.headers), (await request.body()).decode()))
        return Response(status_code=self.answers.pop(0) if self.answers else HTTPStatus.ACCEPTED)

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        return [
            json.loads(body)
            for headers, body in self.received
            if headers["x-amz-sns-message-type"] == kind
        ]


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    it = Endpoint()
    with served(Starlette(routes=[Route("/{path:path}", it.take, methods=["POST"])])) as url:
        it.url = f"{url}/integration/KEY/enqueue"
        yield it


@pytest.fixture
def sns(account: Account) -> Any:
    return account.client("sns")


@pytest.fixture
def topic(sns: Any) -> str:
    return str(sns.create_topic(Name="pages")["TopicArn"])


def attributes(sns: Any, arn: str) -> dict[str, str]:
    found: dict[str, str] = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    return found


def test_creating_a_topic_again_returns_it_unless_it_differs(sns: Any, topic: str) -> None:
    assert sns.create_topic(Name="pages")["TopicArn"] == topic
    with pytest.raises(ClientError, match="already exists with different attributes"):
        sns.create_topic(Name="pages", Attributes={"DisplayName": "x"})
    with pytest.raises(ClientError, match="already exists with different tags"):
        sns.create_topic(Name="pages", Tags=[{"Key": "a", "Value": "b"}])


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"Name": "a b"}, "Invalid parameter: Topic Name"),
        ({"Name": "a.fifo"}, "Invalid parameter: Topic Name"),
        ({"Name": "a", "Attributes": {"Colour": "red"}}, "Invalid parameter: AttributeName"),
        ({"Name": "a", "Attributes": {"Policy": "{"}}, "Policy Error: null"),
        ({"Name": "a", "Attributes": {"DisplayName": "x" * 101}}, "at most 100 characters"),
    ],
)
def test_rules_of_topics(sns: Any, params: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match="InvalidParameter") as error:
        sns.create_topic(**params)
    assert message in str(error.value)


def policy(topic: str, **changes: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | changes]})


def test_a_topic_has_a_default_policy_until_it_is_given_one(sns: Any, topic: str) -> None:
    before = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    assert "__default_policy_ID" in before["Policy"]
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy(topic))
    after = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    assert after["Policy"] == policy(topic)
    with pytest.raises(ClientError, match="action out of service scope"):
        sns.set_topic_attributes(
            TopicArn=topic, AttributeName="Policy", AttributeValue=policy(topic, Action="s3:Get")
        )


def test_the_provider_s_default_policy_is_taken(sns: Any, topic: str) -> None:
    own = sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]
    (statement,) = json.loads(own)["Statement"]
    again = default_policy(topic, ACCOUNT_ID, "Receive")

    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=again)

    after = json.loads(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])
    expected = {**statement, "Action": [*statement["Action"], "SNS:Receive"]}
    assert after["Statement"] == [expected]


def test_an_http_endpoint_is_asked_and_confirmed(sns: Any, topic: str, endpoint: Endpoint) -> None:
    answer = sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    assert answer["SubscriptionArn"] == "pending confirmation"
    request = endpoint.bodies("SubscriptionConfirmation")[0]
    assert request["TopicArn"] == topic
    assert "Action=ConfirmSubscription" in request["SubscribeURL"]
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert listed[0]["SubscriptionArn"].startswith(f"{topic}:")


def test_the_link_confirms_what_an_endpoint_did_not_answer(
    sns: Any, topic: str, endpoint: Endpoint
) -> None:
    import httpx  # noqa: PLC0415

    endpoint.answers = [403]
    query = {"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint.url}
    arn = sns.subscribe(**query, ReturnSubscriptionArn=True)["SubscriptionArn"]
    assert attributes(sns, arn)["PendingConfirmation"] == "true"
    link = endpoint.bodies("SubscriptionConfirmation")[0]["SubscribeURL"]
    assert httpx.get(link).status_code == 200
    assert attributes(sns, arn)["PendingConfirmation"] == "false"


def test_an_email_subscription_waits_and_stays_when_unsubscribed(sns: Any, topic: str) -> None:
    query = {"TopicArn": topic, "Protocol": "email", "Endpoint": "ana@example.com"}
    arn = sns.subscribe(**query, ReturnSubscriptionArn=True)["SubscriptionArn"]
    assert attributes(sns, arn)["PendingConfirmation"] == "true"
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert listed[0]["SubscriptionArn"] == "PendingConfirmation"
    with pytest.raises(ClientError, match="pending confirmation"):
        sns.unsubscribe(SubscriptionArn=arn)


@pytest.mark.parametrize(
    ("protocol", "endpoint", "message"),
    [
        ("https", "http://127.0.0.1/x", "Endpoint must match the specified protocol"),
        ("email", "ana", "Email address"),
        ("sms", "0301234", "Invalid SMS endpoint"),
        ("pigeon", "x", "Does not support this protocol string: pigeon"),
    ],
)
def test_rules_of_endpoints(
    sns: Any, topic: str, protocol: str, endpoint: str, message: str
) -> None:
    with pytest.raises(ClientError, match="InvalidParameter") as error:
        sns.subscribe(TopicArn=topic, Protocol=protocol, Endpoint=endpoint)
    assert message in str(error.value)


def test_nothing_is_sent_beyond_loopback(account: Account, sns: Any, topic: str) -> None:
    address = "https://events.pagerduty.com/integration/KEY/enqueue"
    sns.subscribe(TopicArn=topic, Protocol="https", Endpoint=address)
    sns.publish(TopicArn=topic, Message="m")
    notes = account.store.data["regions"]["us-east-1"]["deliveries"]["notes"]
    assert [note["status"] for note in notes] == ["not sent: no loopback endpoint"]


def deny_clear_text(topic: str) -> str:
    """A policy as it is commonly written: this account's alarms only, never in clear text."""
    document = json.loads(policy(topic))
    document["Statement"][0]["Condition"] = {
        "ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"},
        "StringEquals": {"aws:SourceAccount": "123456789012"},
    }
    denied: dict[str, Any] = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": topic,
    }
    denied["Condition"] = {"Bool": {"aws:SecureTransport": "false"}}
    document["Statement"].append(denied)
    return json.dumps(document)


def test_an_alarm_reaches_the_endpoint_and_resolves(
    account: Account, sns: Any, topic: str, endpoint: Endpoint
) -> None:
    sns.set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=deny_clear_text(topic)
    )
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    cloudwatch = account.client("cloudwatch")
    actions = {"AlarmActions": [topic], "OKActions": [topic]}
    cloudwatch.put_metric_alarm(**alarm(**actions, AlarmDescription="d"))
    for value in ("ALARM", "ALARM", "OK"):
        cloudwatch.set_alarm_state(AlarmName="cpu", StateValue=value, StateReason="test")
    sent = endpoint.bodies("Notification")
    assert [item["Subject"] for item in sent] == [
        'ALARM: "cpu" in US East (N. Virginia)',
        'OK: "cpu" in US East (N. Virginia)',
    ]
    message = json.loads(sent[0]["Message"])
    assert message["NewStateValue"] == "ALARM"
    assert message["OldStateValue"] == "INSUFFICIENT_DATA"
    assert message["Trigger"]["Statistic"] == "AVERAGE"


@pytest.mark.parametrize("reason", ["disabled", "policy", "suppressed"])
def test_an_alarm_that_may_not_act_is_silent(
    account: Account, sns: Any, topic: str, endpoint: Endpoint, reason: str
) -> None:
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    cloudwatch = account.client("cloudwatch")
    cloudwatch.put_metric_alarm(**alarm(AlarmName="suppressor"))
    cloudwatch.put_metric_alarm(**alarm(AlarmName="child"))
    waits = {"ActionsSuppressorWaitPeriod": 0, "ActionsSuppressorExtensionPeriod": 0}
    suppression = {"ActionsSuppressor": "suppressor", **waits}
    cloudwatch.put_composite_alarm(
        AlarmName="top",
        AlarmRule="ALARM(child)",
        AlarmActions=[topic],
        ActionsEnabled=reason != "disabled",
        **(suppression if reason == "suppressed" else {}),
    )
    if reason == "policy":
        other = policy(topic, Principal={"Service": "events.amazonaws.com"})
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=other)
    for name in ("suppressor", "child"):
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="test")
    found = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    assert found["StateValue"] == "ALARM"
    assert endpoint.bodies("Notification") == []


def test_delivery_is_tried_again_after_a_server_error(
    sns: Any, topic: str, endpoint: Endpoint
) -> None:
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    endpoint.answers = [500, 503]
    sns.publish(TopicArn=topic, Message="m", Subject="s")
    assert len(endpoint.bodies("Notification")) == 3


def test_a_deleted_topic_takes_its_subscriptions_along(sns: Any, topic: str) -> None:
    query = {"TopicArn": topic, "Protocol": "sms", "Endpoint": "+491701234567"}
    arn = sns.subscribe(**query)["SubscriptionArn"]
    sns.delete_topic(TopicArn=topic)
    sns.delete_topic(TopicArn=topic)
    with pytest.raises(ClientError, match="NotFound"):
        attributes(sns, arn)
    with pytest.raises(ClientError, match="Topic does not exist"):
        sns.get_topic_attributes(TopicArn=topic)


def test_a_message_may_have_other_words_for_a_protocol(
    account: Account, sns: Any, topic: str, endpoint: Endpoint
) -> None:
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    message = {"default": "for all", "http": '{"for": "programs"}'}
    sns.publish(TopicArn=topic, Message=json.dumps(message), MessageStructure="json")
    assert endpoint.bodies("Notification")[0]["Message"] == '{"for": "programs"}'
    sns.publish(TopicArn=topic, Message=json.dumps({"default": "x"}), MessageStructure="json")
    assert endpoint.bodies("Notification")[1]["Message"] == "x"


@pytest.mark.parametrize("message", ["plain", "[]", '{"email": "no default"}'])
def test_words_by_protocol_need_a_default(sns: Any, topic: str, message: str) -> None:
    with pytest.raises(ClientError, match="Message Structure"):
        sns.publish(TopicArn=topic, Message=message, MessageStructure="json")


def keyed(account: Account, region: str = "us-east-1") -> tuple[Any, str]:
    """A client of KMS and a key under `alias/alerts`, which CloudWatch may not use yet."""
    kms = account.client("kms", region)
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/alerts", TargetKeyId=key)
    return kms, key


def let_use(kms: Any, key: str, statements: list[dict[str, Any]]) -> None:
    document = json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
    document["Statement"] += statements
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(document))


@pytest.mark.parametrize("named", ["alias/alerts", "id", "ARN"])
def test_an_alarm_reaches_an_encrypted_topic_once_the_key_lets_it(
    account: Account, sns: Any, topic: str, endpoint: Endpoint, named: str
) -> None:
    kms, key = keyed(account)
    metadata = kms.describe_key(KeyId="alias/alerts")["KeyMetadata"]
    name = {"id": key, "ARN": metadata["Arn"]}.get(named, named)
    sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=name)
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    cloudwatch = account.client("cloudwatch")
    cloudwatch.put_metric_alarm(**alarm(AlarmActions=[topic], OKActions=[topic]))

    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="test")
    assert endpoint.bodies("Notification") == []

    statements = key_statements(
        partition="aws", account="123456789012", regions=["us-east-1"], rules_in=None
    )
    let_use(kms, key, statements)
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="OK", StateReason="test")
    assert len(endpoint.bodies("Notification")) == 1


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("alias/nothing", "no such key"),
        ("alias/aws/sns", "denied by the key's policy"),
    ],
)
def test_a_key_that_is_not_there_or_aws_s_own_keeps_alarms_silent(
    account: Account, sns: Any, topic: str, key: str, status: str
) -> None:
    sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=key)
    cloudwatch = account.client("cloudwatch")
    cloudwatch.put_metric_alarm(**alarm(AlarmActions=[topic]))
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="test")

    notes = account.store.data["regions"]["us-east-1"]["deliveries"]["notes"]
    assert [note["status"] for note in notes] == [status]


def test_a_message_needs_the_key_of_its_topic(account: Account, sns: Any, topic: str) -> None:
    keyed(account)
    for key in ("alias/nothing", "alias/alerts"):
        sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=key)
        if key == "alias/alerts":
            assert sns.publish(TopicArn=topic, Message="m")["MessageId"]
        else:
            with pytest.raises(ClientError, match="KMSNotFound"):
                sns.publish(TopicArn=topic, Message="m")
