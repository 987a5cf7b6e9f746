"""aws:lambda/function:Function, for code that a program gives as texts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.fields import Field, between, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_PLAIN = {
    "description": "Description",
    "handler": "Handler",
    "memorySize": "MemorySize",
    "role": "Role",
    "runtime": "Runtime",
    "timeout": "Timeout",
}
_NO_LIMIT = -1
_NEVER = (1980, 1, 1, 0, 0, 0)  # the time of every file, so that the same code is the same archive


class Function(AwsResource):
    """A function."""

    token = "aws:lambda/function:Function"
    label = "Lambda Function"
    tagger: ClassVar[Tagger | None] = ByArn(
        "lambda", resource="Resource", mapping=True, listing="list_tags"
    )
    auto_name = "name"
    computed = ("arn", "codeSha256", "lastModified", "sourceCodeSize", "version")
    fields: ClassVar[Mapping[str, Field]] = {
        "architectures": Field(kind="list", computed=True),
        "code": Field(kind="map", unread=True),
        "description": Field(rule=length(0, 256)),
        "environment": Field(kind="object", members={"variables": Field(kind="map")}),
        "handler": Field(rule=length(1, 128)),
        "memorySize": Field(kind="integer", default=128, rule=between(128, 10_240)),
        "name": Field(computed=True, replaces=True, rule=length(1, 64)),
        "packageType": Field(default="Zip", replaces=True),
        "publish": Field(kind="boolean", default=False, unread=True),
        "reservedConcurrentExecutions": Field(kind="integer", default=_NO_LIMIT),
        "role": Field(required=True),
        "runtime": Field(),
        "skipDestroy": Field(kind="boolean", default=False, unread=True),
        "timeout": Field(kind="integer", default=3, rule=between(1, 900)),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateFunction."""
        aws.call(
            "lambda",
            "create_function",
            FunctionName=inputs["name"],
            Code={"ZipFile": _zipped(inputs.get("code"))},
            PackageType=inputs["packageType"],
            Publish=inputs["publish"],
            Tags=inputs["tagsAll"],
            Architectures=inputs.get("architectures"),
            **_configuration(inputs),
        )
        if inputs["reservedConcurrentExecutions"] != _NO_LIMIT:
            _limit(aws, inputs["name"], inputs["reservedConcurrentExecutions"])
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetFunction."""
        del state
        answer: dict[str, Any] = aws.call("lambda", "get_function", FunctionName=id)
        found, limit = answer["Configuration"], answer.get("Concurrency", {})
        variables = found.get("Environment", {}).get("Variables")
        return {
            **{name: found.get(parameter) for name, parameter in _PLAIN.items()},
            "architectures": found["Architectures"],
            "arn": found["FunctionArn"],
            "codeSha256": found["CodeSha256"],
            "environment": {"variables": variables} if variables else None,
            "lastModified": found["LastModified"],
            "name": found["FunctionName"],
            "packageType": found["PackageType"],
            "reservedConcurrentExecutions": limit.get("ReservedConcurrentExecutions", _NO_LIMIT),
            "sourceCodeSize": found["CodeSize"],
            "version": found["Version"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateFunctionCode where the code differs, and UpdateFunctionConfiguration."""
        if state.get("code") != inputs.get("code"):
            code = _zipped(inputs.get("code"))
            aws.call("lambda", "update_function_code", FunctionName=id, ZipFile=code)
        aws.call(
            "lambda", "update_function_configuration", FunctionName=id, **_configuration(inputs)
        )
        limit = inputs["reservedConcurrentExecutions"]
        if limit != state.get("reservedConcurrentExecutions", _NO_LIMIT):
            _limit(aws, id, limit)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteFunction, unless the program wants it to stay."""
        if not state.get("skipDestroy"):
            aws.call("lambda", "delete_function", FunctionName=id)


def _limit(aws: Aws, name: str, limit: int) -> None:
    """PutFunctionConcurrency, or DeleteFunctionConcurrency where there is no limit."""
    if limit == _NO_LIMIT:
        aws.call("lambda", "delete_function_concurrency", FunctionName=name)
    else:
        parameters = {"FunctionName": name, "ReservedConcurrentExecutions": limit}
        aws.call("lambda", "put_function_concurrency", **parameters)


def _configuration(inputs: Props) -> dict[str, Any]:
    given = {parameter: inputs.get(name) for name, parameter in _PLAIN.items()}
    variables = (inputs.get("environment") or {}).get("variables") or {}
    return {**given, "Environment": {"Variables": variables}}


def _zipped(archive: Any) -> bytes:
    """Return the archive's texts as a zip file."""
    assets = archive.get("assets") if isinstance(archive, dict) else None
    if not assets or any(not isinstance(one.get("text"), str) for one in assets.values()):
        raise PluginError("The sandbox takes code as an AssetArchive of StringAssets only.")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, asset in sorted(assets.items()):
            written.writestr(zipfile.ZipInfo(name, _NEVER), asset["text"])
    return content.getvalue()
