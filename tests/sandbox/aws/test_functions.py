"""Lambda functions are kept with their code, and never run."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.accounts import TRUST

if TYPE_CHECKING:
    from tests.sandbox.aws.accounts import Account


def code(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("it.py", text)
    return content.getvalue()


@pytest.fixture
def functions(account: Account) -> Any:
    account.client("iam").create_role(RoleName="it", AssumeRolePolicyDocument=TRUST)
    client = account.client("lambda")
    client.create_function(
        FunctionName="it",
        Role="arn:aws:iam::123456789012:role/it",
        Runtime="python3.13",
        Handler="it.handler",
        Code={"ZipFile": code("x = 1")},
        Environment={"Variables": {"A": "1"}},
        Tags={"team": "core"},
    )
    return client


def test_a_function_is_found_as_it_was_made(functions: Any) -> None:
    found = functions.get_function(FunctionName="it")
    config = found["Configuration"]
    assert (config["Timeout"], config["MemorySize"], config["State"]) == (3, 128, "Active")
    assert config["Environment"]["Variables"] == {"A": "1"}
    assert found["Tags"] == {"team": "core"}
    assert found["Code"]["Location"].startswith("data:application/zip;base64,")


def test_code_and_configuration_change_apart(functions: Any) -> None:
    before = functions.get_function(FunctionName="it")["Configuration"]
    functions.update_function_configuration(FunctionName="it", Timeout=60)
    functions.update_function_code(FunctionName="it", ZipFile=code("x = 2"))
    after = functions.get_function(FunctionName="it")["Configuration"]
    assert after["Timeout"] == 60
    assert after["CodeSha256"] != before["CodeSha256"]


def test_tags_go_by_arn(functions: Any) -> None:
    arn = functions.get_function(FunctionName="it")["Configuration"]["FunctionArn"]
    functions.tag_resource(Resource=arn, Tags={"tier": "1"})
    functions.untag_resource(Resource=arn, TagKeys=["team"])
    assert functions.list_tags(Resource=arn)["Tags"] == {"tier": "1"}


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_what_is_no_archive_is_refused(functions: Any, content: bytes) -> None:
    with pytest.raises(ClientError, match="Could not unzip"):
        functions.update_function_code(FunctionName="it", ZipFile=content)


def test_a_name_is_taken_once_and_free_when_deleted(functions: Any) -> None:
    given = {"FunctionName": "it", "Role": "arn:aws:iam::123456789012:role/it"}
    with pytest.raises(ClientError, match="already exist"):
        functions.create_function(**given, Code={"ZipFile": code("")})
    assert [one["FunctionName"] for one in functions.list_functions()["Functions"]] == ["it"]
    functions.delete_function(FunctionName="it")
    assert functions.list_functions()["Functions"] == []
    with pytest.raises(ClientError, match="Function not found"):
        functions.get_function(FunctionName="it")


def test_nothing_is_run(functions: Any) -> None:
    with pytest.raises(ClientError, match="The sandbox has no lambda"):
        functions.invoke(FunctionName="it")
