"""AWS Lambda: functions are kept with their code, and never run."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any

from sandbox.aws import roles
from sandbox.aws.errors import AwsError
from sandbox.aws.protocols.timestamps import to_iso
from sandbox.aws.service import Service

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_INVALID = "InvalidParameterValueException"
_SECTION = "functions"
_VERSION = "$LATEST"
_DEFAULTS: dict[str, Any] = {
    "Architectures": ["x86_64"],
    "Description": "",
    "EphemeralStorage": {"Size": 512},
    "MemorySize": 128,
    "PackageType": "Zip",
    "Timeout": 3,
    "TracingConfig": {"Mode": "PassThrough"},
}
_NOT_CONFIGURATION = ("Code", "Publish", "Tags")


def _create(call: Call) -> dict[str, Any]:
    params = call.params
    name = params["FunctionName"]
    functions = call.section(_SECTION)
    if name in functions:
        raise AwsError("ResourceConflictException", f"Function already exist: {name}", status=409)
    if not roles.exists(params["Role"]):
        raise AwsError(_INVALID, "The role defined for the function cannot be assumed by Lambda.")
    given = {key: value for key, value in params.items() if key not in _NOT_CONFIGURATION}
    fixed = {"FunctionArn": call.arn("lambda", f"function:{name}"), "Version": _VERSION}
    record = {"config": {**_DEFAULTS, **given, **fixed}, "tags": params.get("Tags") or {}}
    functions[name] = record
    _take_code(record, params["Code"].get("ZipFile"))
    return _described(call, record)


def _get(call: Call) -> dict[str, Any]:
    record = _record(call)
    code = {"RepositoryType": "S3", "Location": f"data:application/zip;base64,{record['code']}"}
    told = {"Configuration": _told(record), "Code": code, "Tags": record["tags"]}
    limit = record.get("concurrency")
    limited = {} if limit is None else {"Concurrency": {"ReservedConcurrentExecutions": limit}}
    return {**told, **limited}


def _limit(call: Call) -> dict[str, Any]:
    limit = call.params["ReservedConcurrentExecutions"]
    _record(call)["concurrency"] = limit
    return {"ReservedConcurrentExecutions": limit}


def _unlimit(call: Call) -> None:
    _record(call).pop("concurrency", None)


def _update_code(call: Call) -> dict[str, Any]:
    record = _record(call)
    _take_code(record, call.params.get("ZipFile"))
    return _described(call, record)


def _update_configuration(call: Call) -> dict[str, Any]:
    record = _record(call)
    record["config"] |= {k: v for k, v in call.params.items() if k != "FunctionName"}
    return _described(call, record)


def _delete(call: Call) -> None:
    record = _record(call)
    del call.section(_SECTION)[record["config"]["FunctionName"]]


def _list(call: Call) -> dict[str, Any]:
    return {"Functions": [_told(record) for record in call.section(_SECTION).values()]}


def _versions(call: Call) -> dict[str, Any]:
    return {"Versions": [_told(_record(call))]}


def _code_signing(call: Call) -> dict[str, Any]:
    return {"FunctionName": _record(call)["config"]["FunctionName"], "CodeSigningConfigArn": ""}


def _list_tags(call: Call) -> dict[str, Any]:
    return {"Tags": _record(call, "Resource")["tags"]}


def _tag(call: Call) -> None:
    _record(call, "Resource")["tags"] |= call.params["Tags"]


def _untag(call: Call) -> None:
    for key in call.params["TagKeys"]:
        _record(call, "Resource")["tags"].pop(key, None)


def _record(call: Call, parameter: str = "FunctionName") -> dict[str, Any]:
    """Return the function of a name or an ARN."""
    named = str(call.params[parameter])
    record: dict[str, Any] | None = call.section(_SECTION).get(named.rpartition(":")[2])
    if record is None:
        raise AwsError("ResourceNotFoundException", f"Function not found: {named}", status=404)
    return record


def _take_code(record: dict[str, Any], code: Any) -> None:
    try:
        content = base64.b64decode(code or "", validate=True)
    except (binascii.Error, TypeError) as error:
        raise AwsError(_INVALID, "Could not unzip uploaded file.") from error
    if not content.startswith(b"PK"):
        raise AwsError(_INVALID, "Could not unzip uploaded file.")
    record["code"] = code
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    record["config"] |= {"CodeSha256": digest, "CodeSize": len(content)}


def _described(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    record["config"]["LastModified"] = to_iso(call.now).replace("Z", "+0000")
    return _told(record)


def _told(record: dict[str, Any]) -> dict[str, Any]:
    return {**record["config"], "State": "Active", "LastUpdateStatus": "Successful"}


LAMBDA = Service(
    name="lambda",
    invalid=_INVALID,
    handlers={
        "CreateFunction": _create,
        "DeleteFunction": _delete,
        "DeleteFunctionConcurrency": _unlimit,
        "GetFunction": _get,
        "GetFunctionCodeSigningConfig": _code_signing,
        "ListFunctions": _list,
        "ListTags": _list_tags,
        "ListVersionsByFunction": _versions,
        "PutFunctionConcurrency": _limit,
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdateFunctionCode": _update_code,
        "UpdateFunctionConfiguration": _update_configuration,
    },
)
