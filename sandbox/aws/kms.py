"""Keys of the customer's own: what they are and who may use them; nothing is encrypted.

moto's keys hold key material that can't be kept in a file.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final

from sandbox.aws import tags
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page
from sandbox.aws.service import ACCOUNT_ID, Service

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION: Final = "kms_keys"
_ALIASES: Final = "kms_aliases"
_ALIAS: Final = "alias/"
_DAY: Final = 86_400
_LONGEST: Final = 30
_SHORTEST: Final = 7
_PAGE: Final = 100
_INVALID: Final = "ValidationException"
_DEFAULT_POLICY: Final = {
    "Version": "2012-10-17",
    "Id": "key-default-1",
    "Statement": [
        {
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT_ID}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
    ],
}


def _create(call: Call) -> dict[str, Any]:
    number = str(uuid.uuid4())
    policy = call.params.get("Policy") or json.dumps(_DEFAULT_POLICY)
    _check(policy)
    record = {
        "metadata": {
            "AWSAccountId": ACCOUNT_ID,
            "Arn": call.arn("kms", f"key/{number}"),
            "CreationDate": call.now,
            "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "Description": call.params.get("Description", ""),
            "Enabled": True,
            "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
            "KeyId": number,
            "KeyManager": "CUSTOMER",
            "KeySpec": "SYMMETRIC_DEFAULT",
            "KeyState": "Enabled",
            "KeyUsage": "ENCRYPT_DECRYPT",
            "MultiRegion": False,
            "Origin": "AWS_KMS",
        },
        "policy": policy,
        "rotates": False,
        "tags": tags.merged({}, _renamed(call.params.get("Tags")), invalid="TagException"),
    }
    call.section(_SECTION)[number] = record
    return {"KeyMetadata": record["metadata"]}


def _describe(call: Call) -> dict[str, Any]:
    return {"KeyMetadata": _record(call)["metadata"]}


def _list(call: Call) -> dict[str, Any]:
    """API reference of ListKeys: 100 a page without `Limit`, the next one by `Marker`."""
    keys = [
        (number, {"KeyId": number, "KeyArn": record["metadata"]["Arn"]})
        for number, record in call.section(_SECTION).items()
    ]
    size = call.params.get("Limit", _PAGE)
    taken, token = page(
        keys, size=size, token=call.params.get("Marker"), invalid="InvalidMarkerException"
    )
    more = {"NextMarker": token} if token else {}
    return {"Keys": taken, "Truncated": bool(token), **more}


def _policy(call: Call) -> dict[str, Any]:
    return {"Policy": _record(call)["policy"], "PolicyName": "default"}


def _put_policy(call: Call) -> None:
    _check(call.params["Policy"])
    _usable(call)["policy"] = call.params["Policy"]


def _rename(call: Call) -> None:
    _usable(call)["metadata"]["Description"] = call.params["Description"]


def _rotation(call: Call) -> dict[str, Any]:
    record = _record(call)
    return {"KeyRotationEnabled": record["rotates"], "KeyId": record["metadata"]["KeyId"]}


def _rotate(call: Call) -> None:
    _usable(call)["rotates"] = call.operation == "EnableKeyRotation"


def _end(call: Call) -> dict[str, Any]:
    days = call.params.get("PendingWindowInDays", _LONGEST)
    if not _SHORTEST <= days <= _LONGEST:
        raise AwsError(_INVALID, f"PendingWindowInDays must be {_SHORTEST} to {_LONGEST}")
    metadata = _usable(call)["metadata"]
    metadata |= {"Enabled": False, "KeyState": "PendingDeletion"}
    metadata["DeletionDate"] = call.now + days * _DAY
    kept = {name: metadata[name] for name in ("KeyId", "DeletionDate", "KeyState")}
    return {**kept, "PendingWindowInDays": days}


def _tag(call: Call) -> None:
    record = _usable(call)
    added = _renamed(call.params["Tags"])
    record["tags"] = tags.merged(record["tags"], added, invalid="TagException")


def _untag(call: Call) -> None:
    record = _usable(call)
    for key in call.params["TagKeys"]:
        record["tags"].pop(key, None)


def _list_tags(call: Call) -> dict[str, Any]:
    found = _record(call)["tags"].items()
    return {"Tags": [{"TagKey": key, "TagValue": value} for key, value in found]}


def _create_alias(call: Call) -> None:
    name, record = call.params["AliasName"], _usable(call)
    if not name.startswith(_ALIAS) or name.startswith(f"{_ALIAS}aws/"):
        raise AwsError("InvalidAliasNameException", "Alias must start with the prefix 'alias/'")
    if name in call.section(_ALIASES):
        arn = call.arn("kms", name)
        raise AwsError("AlreadyExistsException", f"An alias with the name {arn} already exists")
    call.section(_ALIASES)[name] = record["metadata"]["KeyId"]


def _delete_alias(call: Call) -> None:
    name = call.params["AliasName"]
    if call.section(_ALIASES).pop(name, None) is None:
        raise AwsError("NotFoundException", f"Alias {call.arn('kms', name)} is not found.")


def _list_aliases(call: Call) -> dict[str, Any]:
    wanted = call.params.get("KeyId")
    found = [
        {"AliasName": name, "AliasArn": call.arn("kms", name), "TargetKeyId": key}
        for name, key in sorted(call.section(_ALIASES).items())
        if wanted in {None, key}
    ]
    return {"Aliases": found, "Truncated": False}


def find_key(call: Call, given: str) -> dict[str, Any] | None:
    """Return the key of the request's Region that an id, an alias or an ARN of either names."""
    name = given.rpartition(":")[2]
    if name.startswith(_ALIAS):
        name = call.section(_ALIASES).get(name, "")
    found: dict[str, Any] | None = call.section(_SECTION).get(name.removeprefix("key/"))
    return found


def _record(call: Call) -> dict[str, Any]:
    """Return the key that a request names."""
    given = call.params.get("KeyId") or call.params["TargetKeyId"]
    found = find_key(call, given)
    if found is None:
        raise AwsError("NotFoundException", f"Key '{given}' does not exist")
    return found


def _usable(call: Call) -> dict[str, Any]:
    """Return the key, unless it waits for its end."""
    record = _record(call)
    metadata = record["metadata"]
    if metadata["KeyState"] == "PendingDeletion":
        raise AwsError("KMSInvalidStateException", f"{metadata['Arn']} is pending deletion.")
    return record


def _check(policy: str) -> None:
    """Refuse a policy that is none, or that would lock its account out."""
    try:
        statements = json.loads(policy)["Statement"]
    except (ValueError, KeyError, TypeError):
        raise AwsError("MalformedPolicyDocumentException", "Policy is not valid JSON") from None
    principals = [str(each.get("Principal")) for each in statements]
    if not any(ACCOUNT_ID in principal for principal in principals):
        text = "The new key policy will not allow you to update the key policy in the future."
        raise AwsError("MalformedPolicyDocumentException", text)


def _renamed(added: list[dict[str, str]] | None) -> list[dict[str, str]]:
    return [{"Key": tag["TagKey"], "Value": tag["TagValue"]} for tag in added or []]


KMS = Service(
    name="kms",
    invalid=_INVALID,
    handlers={
        "CreateAlias": _create_alias,
        "CreateKey": _create,
        "DeleteAlias": _delete_alias,
        "DescribeKey": _describe,
        "DisableKeyRotation": _rotate,
        "EnableKeyRotation": _rotate,
        "GetKeyPolicy": _policy,
        "GetKeyRotationStatus": _rotation,
        "ListKeys": _list,
        "ListAliases": _list_aliases,
        "ListResourceTags": _list_tags,
        "PutKeyPolicy": _put_policy,
        "ScheduleKeyDeletion": _end,
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdateKeyDescription": _rename,
    },
)
