"""The recorded requests of Terraform's AWS provider, and an emulated account to replay them to.

Answers were not recorded. An id that AWS makes up (of a health check, a workspace, a key, a query)
is taken for the next one that the emulator made of its kind. Each operation was recorded a limited
number of times, so that what requests refer to beyond what they make is put in place first.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_plus

import cbor2
import httpx
from botocore import xform_name
from botocore.parsers import create_parser

from sandbox.aws.app import PROTOCOLS
from sandbox.aws.protocols import Request
from sandbox.aws.service import load_model
from tests.sandbox.aws.accounts import TRUST, alarm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandbox.aws.accounts import Account

STACKS = ("quicksell", "content-factory", "storesync", "broxiva")

Row = dict[str, Any]

_MASKED = "***"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TARGETS = {
    "Logs_20140328": "logs",
    "TrentService": "kms",
    "secretsmanager": "secretsmanager",
}
_PATHS = {
    "/service/GraniteServiceVersion20100801/": "monitoring",
    "/2013-04-01/": "route53",
    "/2015-03-31/": "lambda",
    "/2020-06-30/": "lambda",
    "/schedules/": "scheduler",
    "/workspaces": "aps",
    "/tags/arn:aws:aps": "aps",
}
_NAMES = {"monitoring": "cloudwatch", "aps": "amp"}
_SPOKEN = {"Cbor": "smithy-rpc-v2-cbor", "JsonRpc": "json", "Query": "query"}
_FORMS = {"2010-05-08": "iam", "2010-03-31": "sns", "2011-06-15": "sts"}
# Ids that the service makes up: how a recorded request and how an answer to a create names one.
_MADE_UP = (
    (rf"healthcheck/({_UUID})", rf"<Id>({_UUID})</Id>"),
    (rf"(ws-{_UUID})", rf'"workspaceId": ?"(ws-{_UUID})"'),
    (rf'(?:"KeyId": "|:key/)({_UUID})', rf'"KeyId": ?"({_UUID})"'),
    (rf'"queryDefinitionId": "({_UUID})', rf'"queryDefinitionId": ?"({_UUID})"'),
)


def requests(shared: Path) -> dict[str, list[Row]]:
    """Return the recorded requests of each stack, in order."""
    found: dict[str, list[Row]] = {}
    path = shared / "recordings" / "aws" / "requests.jsonl"
    for line in path.read_text().splitlines():
        row = json.loads(line)
        found.setdefault(row["stack"], []).append(row)
    return found


def service_of(row: Row) -> str:
    """Return the name that a request to the service is signed with."""
    if target := row.get("target"):
        return _TARGETS[target.partition(".")[0]]
    for start, name in _PATHS.items():
        if row["path"].startswith(start):
            return name
    if row["path"] == "/":
        return _FORMS[parse_qs(row["body"])["Version"][0]]
    return "chatbot"


def plain(row: Row) -> Any:
    """Return a request's body: of CBOR and JSON the document, of a form or XML the text."""
    body = row.get("body")
    if isinstance(body, dict) and set(body) == {"base64"}:
        return cbor2.loads(base64.b64decode(body["base64"]))
    return body


def texts(rows: list[Row]) -> str:
    """Return all that requests say, for searching."""
    return "\n".join(
        f"{row['path']} {unquote_plus(json.dumps(plain(row), default=str))}" for row in rows
    )


class Replay:
    """One stack's requests against a fresh account."""

    def __init__(self, account: Account, rows: list[Row]) -> None:
        self._account = account
        self._client = httpx.Client(timeout=30)
        self._said = texts(rows)
        regions = re.findall(r"arn:aws:(?:sns|cloudwatch|kms|aps):([a-z]+-[a-z]+-\d):", self._said)
        self.region = Counter(regions).most_common(1)[0][0]
        self._known: dict[str, str] = {}
        self._seen: set[str] = set()
        self._made: list[list[str]] = [[] for _ in _MADE_UP]
        self._prepare(rows)

    def send(self, row: Row) -> httpx.Response:
        """Send one recorded request, and learn the ids that the answer makes up."""
        path = self._translated(row["path"])
        query = f"?{self._unmasked(row['query'])}" if row.get("query") else ""
        answer = self._client.request(
            row["method"],
            f"{self._account.url}{path}{query}",
            content=self._content(row),
            headers=self._headers(row),
        )
        for made, (_, pattern) in zip(self._made, _MADE_UP, strict=True):
            fresh = re.findall(pattern, answer.text) if row["method"] == "POST" else []
            made += [one for one in dict.fromkeys(fresh) if one not in self._seen]
            self._seen |= set(fresh)
        return answer

    def understood(
        self, row: Row, answer: httpx.Response
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """Return what boto3 calls the operation, its parameters, and the result."""
        service = service_of(row)
        model = load_model(_NAMES.get(service, service))
        request = Request(
            method=row["method"],
            path=self._translated(row["path"]),
            query=row.get("query", ""),
            headers=self._headers(row),
            body=self._content(row),
        )
        for protocol in PROTOCOLS:
            name = protocol.operation(model, request)
            if name is not None and name in model.operation_names:
                operation = model.operation_model(name)
                spoken = _SPOKEN.get(type(protocol).__name__, model.metadata["protocol"])
                result = _result(create_parser(spoken), operation.output_shape, answer)
                return xform_name(name), protocol.parse(operation, request), result
        raise AssertionError(row)

    def _headers(self, row: Row) -> dict[str, str]:
        scope = f"AKIA/20261201/{self.region}/{service_of(row)}/aws4_request"
        headers = {"authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=0"}
        if "target" in row:
            headers["x-amz-target"] = row["target"]
            headers["content-type"] = "application/x-amz-json-1.1"
        elif "GraniteService" in row["path"]:
            headers |= {"content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        elif row["path"] == "/":
            headers["content-type"] = "application/x-www-form-urlencoded"
        else:
            xml = row["path"].startswith("/2013")
            headers["content-type"] = "application/xml" if xml else "application/json"
        return headers

    def _content(self, row: Row) -> bytes:
        body = row.get("body")
        if body is None:
            return b""
        if isinstance(body, dict) and set(body) == {"base64"}:
            return base64.b64decode(body["base64"])
        if isinstance(body, dict):
            masked = {key: self._shown(row, key, value) for key, value in body.items()}
            return self._translated(json.dumps(masked)).encode()
        return self._translated(body).encode()

    def _shown(self, row: Row, key: str, value: Any) -> Any:
        """Put something in a masked value's place that the service takes."""
        if value != _MASKED:
            return value
        if key == "SecretId":
            return re.findall(r'"KmsKeyId": "[^"]+", "Name": "([^"]+)"', self._said)[0]
        if row["operation"] == "PutSecretValue" and key == "ClientRequestToken":
            return re.findall(r'"VersionId": "([^"]+)"', self._said)[0]
        return self._unmasked(value)

    def _unmasked(self, text: str) -> str:
        return text.replace(_MASKED, str(uuid.uuid4()))

    def _translated(self, text: str) -> str:
        for made, (pattern, _) in zip(self._made, _MADE_UP, strict=True):
            for old in re.findall(pattern, text):
                if old not in self._known and made:
                    self._known[old] = made.pop(0)
        for old, new in self._known.items():
            text = text.replace(old, new)
        return text

    def _prepare(self, rows: list[Row]) -> None:
        """Put in place what the requests refer to and don't make."""
        made = texts([row for row in rows if row["status"] < 300 and _makes(row)])
        self._topics(made)
        self._roles(made)
        self._groups(made)
        self._alarms(rows)

    def _topics(self, made: str) -> None:
        named = set(re.findall(r"arn:aws:sns:([\w-]+):\d+:([\w-]+)", self._said))
        for region, name in sorted(named):
            if f"Action=CreateTopic&Name={name}&" not in made:
                self._account.client("sns", region).create_topic(Name=name)

    def _roles(self, made: str) -> None:
        iam = self._account.client("iam")
        for name in sorted(set(re.findall(r":role/([\w-]+)", self._said))):
            if f"RoleName={name}&" not in made:
                iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)

    def _groups(self, made: str) -> None:
        logs = self._account.client("logs", self.region)
        found = set(re.findall(r'"logGroupName": "([^"]+)"', self._said))
        for names in re.findall(r'"logGroupNames": (\[[^\]]*\])', self._said):
            found |= set(json.loads(names))
        for name in sorted(found):
            if f'"logGroupName": "{name}", "tags"' not in made:
                logs.create_log_group(logGroupName=name)

    def _alarms(self, rows: list[Row]) -> None:
        cloudwatch = self._account.client("cloudwatch", self.region)
        puts = [row for row in rows if row["operation"] in ("PutMetricAlarm", "PutCompositeAlarm")]
        made = {plain(row)["AlarmName"] for row in puts}
        named = set(re.findall(r':alarm:([^"\\]+)', self._said))
        named |= {one.strip('"\\') for one in re.findall(r"ALARM\(([^)]+)\)", self._said)}
        for names in re.findall(r'"AlarmNames": (\[[^\]]*\])', self._said):
            named |= set(json.loads(names))
        for name in sorted(named - made):
            cloudwatch.put_metric_alarm(**alarm(AlarmName=name))


def _result(parser: Any, shape: Any, answer: httpx.Response) -> dict[str, Any]:
    parts = {"headers": answer.headers, "body": answer.content, "status_code": answer.status_code}
    found: dict[str, Any] = parser.parse(parts, shape) if shape else {}
    return found


def _makes(row: Row) -> bool:
    return row["operation"].startswith(("Create", "POST"))
