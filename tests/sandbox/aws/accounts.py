"""An account of its own for each test, served over HTTP, and boto3 clients for it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from sandbox.aws import create_app
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGION = "us-east-1"
# Who may act in a role, as IAM takes it.
TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",'
    ' "Principal": {"Service": "lambda.amazonaws.com"}}]}'
)
_SESSION = boto3.Session()
_CONFIG = Config(retries={"total_max_attempts": 1}, read_timeout=30)


@dataclass
class Account:
    """A running account."""

    url: str
    store: Store

    def client(self, service: str, region: str = REGION) -> Any:
        """A boto3 client; nothing but the endpoint is special."""
        return _SESSION.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=_CONFIG,
        )


@contextmanager
def running(directory: Path | None = None) -> Iterator[Account]:
    store = Store(directory, "aws")
    with served(create_app(store)) as url:
        yield Account(url, store)


def alarm(**changes: Any) -> dict[str, Any]:
    """The parameters of a metric alarm; None takes one away."""
    params: dict[str, Any] = {
        "AlarmName": "cpu",
        "MetricName": "CPUUtilization",
        "Namespace": "AWS/EC2",
        "Statistic": "Average",
        "Period": 60,
        "EvaluationPeriods": 3,
        "Threshold": 80.0,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    return {key: value for key, value in (params | changes).items() if value is not None}
