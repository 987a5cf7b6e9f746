"""The three ways to write a CloudWatch request, each by botocore's own serializer and parser."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from tests.sandbox.aws.accounts import TRUST, Account, alarm

PROTOCOLS = ("query", "json", "smithy-rpc-v2-cbor")
MODEL = ServiceModel(Loader().load_service_model("cloudwatch", "service-2"), "cloudwatch")


def ask(account: Account, protocol: str, operation: str, **params: Any) -> tuple[Any, Any]:
    """Ask one operation; returns the raw response and the parsed result."""
    model = MODEL.operation_model(operation)
    written = create_serializer(protocol).serialize_to_request(params, model)
    request = AWSRequest(
        method=written["method"],
        url=account.url + written["url_path"],
        headers=written["headers"],
        data=written["body"],
    ).prepare()
    signed = AWSRequest(method="POST", url=request.url, headers=request.headers, data=request.body)
    SigV4Auth(Credentials("test", "test"), "monitoring", "us-east-1").add_auth(signed)
    headers = dict(signed.headers.items())
    # The first request loads moto, which takes seconds where much else runs.
    response = httpx.post(request.url, content=request.body, headers=headers, timeout=60)
    shape = model.output_shape
    seen = {"status_code": response.status_code, "headers": response.headers}
    parsed = create_parser(protocol).parse({**seen, "body": response.content}, shape)
    return response, parsed


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_gives_the_same_alarm(account: Account, protocol: str) -> None:
    dimensions = [{"Name": "InstanceId", "Value": "i-ü"}]
    wanted = alarm(Dimensions=dimensions, Threshold=0.5, OKActions=[], ActionsEnabled=False)
    ask(account, protocol, "PutMetricAlarm", **wanted)
    _, parsed = ask(account, protocol, "DescribeAlarms", AlarmNames=["cpu"], MaxRecords=5)
    found = parsed["MetricAlarms"][0]
    assert {key: found[key] for key in wanted} == wanted
    assert found["StateUpdatedTimestamp"].tzinfo is not None
    assert found["AlarmActions"] == []


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_gives_the_same_error(account: Account, protocol: str) -> None:
    response, parsed = ask(account, protocol, "PutMetricAlarm", **alarm(Period=45))
    assert response.status_code == 400
    assert parsed["Error"]["Message"] == "Period must be 10, 20, 30 or a multiple of 60"
    assert parsed["Error"]["Code"] in {"ValidationError", "ValidationException"}
    if protocol != "query":
        assert response.headers["x-amzn-query-error"] == "ValidationError;Sender"


def test_cbor_answers_carry_the_header_that_go_clients_demand(account: Account) -> None:
    for params in ({}, {"MaxRecords": 1000}):
        response, _ = ask(account, "smithy-rpc-v2-cbor", "DescribeAlarms", **params)
        assert response.headers["smithy-protocol"] == "rpc-v2-cbor"
        assert response.headers["content-type"] == "application/cbor"


def test_an_operation_without_output_answers_an_empty_body_of_its_protocol(
    account: Account,
) -> None:
    response, _ = ask(account, "smithy-rpc-v2-cbor", "PutMetricAlarm", **alarm())
    assert response.status_code == 200
    assert response.content == b"\xa0"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_metric_data_is_moto_s_in_every_protocol(account: Account, protocol: str) -> None:
    datum = {"MetricName": "Orders", "Value": 3.0}
    ask(account, protocol, "PutMetricData", Namespace="Shop", MetricData=[datum])
    _, parsed = ask(account, protocol, "ListMetrics", Namespace="Shop")
    assert [metric["MetricName"] for metric in parsed["Metrics"]] == ["Orders"]


def test_bad_bodies_are_refused(account: Account) -> None:
    signed = {
        "authorization": "AWS4-HMAC-SHA256 Credential=t/20260101/us-east-1/monitoring/aws4_request"
    }
    path = f"{account.url}/service/GraniteServiceVersion20100801/operation/PutMetricAlarm"
    assert httpx.post(path, content=b"\xff\xff", headers=signed).status_code == 400
    target = {"x-amz-target": "GraniteServiceVersion20100801.PutMetricAlarm"}
    refused = httpx.post(account.url, content=b"{", headers=signed | target)
    assert refused.json()["__type"] == "SerializationException"
    wrong = httpx.post(account.url, json={"AlarmName": 5}, headers=signed | target)
    assert "alarmName must be a string" in wrong.json()["message"]


def test_an_unsigned_request_is_refused(account: Account) -> None:
    path = f"{account.url}/service/GraniteServiceVersion20100801/operation/DescribeAlarms"
    assert httpx.post(path).status_code == 403
    assert httpx.get(f"{account.url}/anything").status_code == 403


def test_a_revoked_key_is_refused(account: Account) -> None:
    httpx.post(f"{account.url}/_sandbox/tokens/revoke", json={"token": "test"})
    for service, operation in (("cloudwatch", "describe_alarms"), ("sts", "get_caller_identity")):
        client = account.client(service)
        with pytest.raises(client.exceptions.ClientError, match="InvalidClientTokenId"):
            getattr(client, operation)()


def test_a_service_that_is_not_emulated_says_so(account: Account) -> None:
    client = account.client("sagemaker")
    with pytest.raises(client.exceptions.ClientError, match="The sandbox has no sagemaker"):
        client.list_models()


def test_services_of_moto_work(account: Account) -> None:
    assert account.client("sts").get_caller_identity()["Account"] == "123456789012"
    iam = account.client("iam")
    iam.create_role(RoleName="chat", AssumeRolePolicyDocument=TRUST)
    assert [role["RoleName"] for role in iam.list_roles()["Roles"]] == ["chat"]
    rule = account.client("events").put_rule(Name="r", ScheduleExpression="rate(5 minutes)")
    assert rule["RuleArn"].endswith("rule/r")
