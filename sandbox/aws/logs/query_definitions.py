"""Saved Logs Insights queries."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION = "query_definitions"
_PAGE = 1000
_MILLISECONDS = 1000
_TOKEN = "clientToken"  # noqa: S105 - a parameter, no secret


def put_query_definition(call: Call) -> dict[str, Any]:
    """Create a query, or replace the one whose id is given."""
    definitions = call.section(_SECTION)
    number = call.params.get("queryDefinitionId")
    if number is not None and number not in definitions:
        raise _missing(number)
    number = number or _repeated(call) or str(uuid.uuid4())
    kept = {name: value for name, value in call.params.items() if name != "queryDefinitionId"}
    moment = {"queryDefinitionId": number, "lastModified": int(call.now * _MILLISECONDS)}
    definitions[number] = {"queryLanguage": "CWLI", "logGroupNames": [], **kept, **moment}
    return {"queryDefinitionId": number}


def describe_query_definitions(call: Call) -> dict[str, Any]:
    """List queries by the prefix of their name, in order of name."""
    prefix = call.params.get("queryDefinitionNamePrefix", "")
    language = call.params.get("queryLanguage")
    found = [
        (f"{definition['name']}\0{number}", definition)
        for number, definition in call.section(_SECTION).items()
        if definition["name"].startswith(prefix) and language in (None, definition["queryLanguage"])
    ]
    taken, token = page(
        found,
        size=call.params.get("maxResults", _PAGE),
        token=call.params.get("nextToken"),
        invalid="InvalidParameterException",
    )
    return {"queryDefinitions": taken} | ({"nextToken": token} if token else {})


def delete_query_definition(call: Call) -> dict[str, Any]:
    """Delete a query."""
    number = call.params["queryDefinitionId"]
    if call.section(_SECTION).pop(number, None) is None:
        raise _missing(number)
    return {"success": True}


def _repeated(call: Call) -> str | None:
    """Return the query that the same request has made before, when its answer got lost."""
    token = call.params.get(_TOKEN)
    made = (n for n, d in call.section(_SECTION).items() if token and d.get(_TOKEN) == token)
    return next(made, None)


def _missing(number: str) -> AwsError:
    return AwsError(
        "ResourceNotFoundException", f"The specified query definition {number} does not exist."
    )
