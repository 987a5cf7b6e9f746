"""AWS's objects whose ids AWS makes up are found by what identifies them, and only ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from sandbox import aws as emulated
from sandbox.serving import served
from sandbox.settings import AWS_SERVICES
from sandbox.store import Store
from setpoint.recovery.access import Access
from setpoint.recovery.deployment import Operation
from setpoint.recovery.lookup import Vendors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TAGS = {"environment": "prod", "organization": "acme"}
_OTHER = {"environment": "staging", "organization": "acme"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(emulated.create_app(Store(None, "aws"))) as url:
        yield url


@pytest.fixture
def vendors(url: str) -> Vendors:
    settings = {
        "aws:region": "us-east-1",
        "aws:accessKey": "sandbox",
        "aws:secretKey": "sandbox",
        "aws:endpoints": json.dumps([dict.fromkeys(AWS_SERVICES, url)]),
    }
    return Vendors(Access(settings, {}), ())


@pytest.fixture
def client(url: str) -> Callable[[str], Any]:
    def make(service: str) -> Any:
        return boto3.client(
            service,
            region_name="us-east-1",
            endpoint_url=url,
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )

    return make


def _open(kind: str, **inputs: Any) -> Operation:
    return Operation("creating", f"urn:pulumi:prod::acme::{kind}::one", {"inputs": inputs})


def test_a_saved_query_is_found_by_name_and_text(
    vendors: Vendors, client: Callable[[str], Any]
) -> None:
    logs = client("logs")
    wanted = {"name": "acme-prod/Errors", "queryString": "fields @message"}
    logs.put_query_definition(name="acme-prod/Errors by hour", queryString="fields @message")
    logs.put_query_definition(name="acme-prod/Errors", queryString="fields @timestamp")
    made = logs.put_query_definition(**wanted)["queryDefinitionId"]
    kind = "aws:cloudwatch/queryDefinition:QueryDefinition"
    found = vendors.find(_open(kind, **wanted))
    assert found.id == f"arn:aws:logs:us-east-1:123456789012:query-definition:{made}"
    assert found.others == ()


def _check(route53: Any, host: str, tags: dict[str, str]) -> str:
    made = route53.create_health_check(
        CallerReference=f"{host} {tags.get('environment')}",
        HealthCheckConfig={
            "Type": "HTTPS",
            "FullyQualifiedDomainName": host,
            "Port": 443,
            "ResourcePath": "/health",
        },
    )["HealthCheck"]["Id"]
    if tags:
        listed = [{"Key": key, "Value": value} for key, value in tags.items()]
        route53.change_tags_for_resource(
            ResourceType="healthcheck", ResourceId=made, AddTags=listed
        )
    found: str = made
    return found


@pytest.mark.parametrize("tags", [_TAGS, {}], ids=["tagged", "killed before the tags"])
def test_a_health_check_is_found_by_what_it_checks(
    vendors: Vendors, client: Callable[[str], Any], tags: dict[str, str]
) -> None:
    route53, host = client("route53"), f"shop{len(tags)}.example.com"
    _check(route53, "another.example.com", _TAGS)
    _check(route53, host, _OTHER)
    made = _check(route53, host, tags)
    inputs = {"fqdn": host, "port": 443, "type": "HTTPS", "resourcePath": "/health"}
    kind = "aws:route53/healthCheck:HealthCheck"
    found = vendors.find(_open(kind, **inputs, tags=_TAGS))
    assert (found.id, found.others) == (made, ())


def test_a_key_is_found_by_its_tags(vendors: Vendors, client: Callable[[str], Any]) -> None:
    kms = client("kms")
    for tags in (_OTHER, _TAGS):
        listed = [{"TagKey": key, "TagValue": value} for key, value in tags.items()]
        made = kms.create_key(Description="secrets", Tags=listed)["KeyMetadata"]["KeyId"]
    inputs = {"description": "secrets", "tags": _TAGS}
    assert vendors.find(_open("aws:kms/key:Key", **inputs)).id == made


def test_a_secret_is_found_by_its_name(vendors: Vendors, client: Callable[[str], Any]) -> None:
    made = client("secretsmanager").create_secret(Name="acme-prod-token")["ARN"]
    kind = "aws:secretsmanager/secret:Secret"
    assert vendors.find(_open(kind, name="acme-prod-token")).id == made
    assert vendors.find(_open(kind, name="acme-prod-none")).id is None


def test_a_subscription_is_found_by_its_endpoint(
    vendors: Vendors, client: Callable[[str], Any]
) -> None:
    sns = client("sns")
    topic = sns.create_topic(Name="acme-prod-high")["TopicArn"]
    for number in ("+15550100002", "+15550100001"):
        made = sns.subscribe(TopicArn=topic, Protocol="sms", Endpoint=number)
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com")
    kind = "aws:sns/topicSubscription:TopicSubscription"
    found = vendors.find(_open(kind, topic=topic, protocol="sms", endpoint="+15550100001"))
    assert found.id == made["SubscriptionArn"]
    # One that waits for its confirmation has no ARN in lists; subscribing again makes no second.
    waiting = vendors.find(_open(kind, topic=topic, protocol="email", endpoint="a@example.com"))
    assert waiting.id is None


def test_a_workspace_is_found_by_its_alias(vendors: Vendors, client: Callable[[str], Any]) -> None:
    amp = client("amp")
    amp.create_workspace(alias="acme-prod", tags=_OTHER)
    made = amp.create_workspace(alias="acme-prod", tags=_TAGS)["workspaceId"]
    amp.create_workspace(alias="acme-prod-two", tags=_TAGS)
    inputs = {"alias": "acme-prod", "tags": _TAGS}
    assert vendors.find(_open("aws:amp/workspace:Workspace", **inputs)).id == made


@pytest.mark.parametrize(
    ("kind", "inputs", "identifier"),
    [
        ("aws:iam/rolePolicy:RolePolicy", {"role": "r", "name": "p"}, "r:p"),
        ("aws:scheduler/schedule:Schedule", {"name": "daily"}, "default/daily"),
        (
            "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
            {"configurationName": "c"},
            "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/c",
        ),
        (
            "aws:sns/topic:Topic",
            {"name": "t", "region": "cn-north-1"},
            "arn:aws-cn:sns:cn-north-1:123456789012:t",
        ),
        (
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
            {"logGroupName": "/a/b", "name": "f"},
            "/a/b:f",
        ),
    ],
)
def test_an_id_that_is_made_of_names_is_no_question(
    vendors: Vendors, kind: str, inputs: dict[str, Any], identifier: str
) -> None:
    assert vendors.find(_open(kind, **inputs)).id == identifier
