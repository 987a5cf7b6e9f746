"""Request bodies as strict pydantic models, and their errors in Sentry's words.

Sentry passes names in camelCase and takes snake_case too. What each body holds is defined beside
its route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.sentry.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

ModelT = TypeVar("ModelT", bound=BaseModel)


class Body(BaseModel):
    """A request body, or a part of one, with camelCase names; unknown fields are refused."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        regex_engine="python-re",  # slugs are described with a look-ahead
    )

    def sent(self) -> dict[str, Any]:
        """Return what the request held, under Sentry's names."""
        return self.model_dump(by_alias=True, exclude_unset=True)

    def complete(self) -> dict[str, Any]:
        """Return the body with the defaults filled in, under Sentry's names."""
        return self.model_dump(by_alias=True)


class SnakeBody(Body):
    """A part of a body that Sentry passes in snake_case."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=None)


def one_of(choices: Iterable[Any]) -> AfterValidator:
    """What to annotate a value with that must be one of these."""
    allowed = tuple(choices)

    def choose(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(f'"{value}" is not a valid choice.')
        return value

    return AfterValidator(choose)


def parse(model: type[ModelT], body: Any) -> ModelT:
    """Validate a JSON body.

    Raises:
        ApiError: 400, each top-level field with its messages; a message about something deeper
            begins with where it is, as in `[0].timeWindow: A valid integer is required.`
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise ApiError(400, _by_field(error, body)) from None


def refit(adapter: TypeAdapter[Any], value: Any, name: str) -> None:
    """Validate a part whose form depends on its neighbour.

    Raises:
        ValueError: Every error, each with where it is below `name`.
    """
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError as error:
        raise ValueError(" ".join(_sentences(error, value, name))) from None


def _by_field(error: ValidationError, body: Any) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for detail in error.errors(include_url=False):
        keys = list(_real_keys(detail["loc"], body, missing=detail["type"] == "missing"))
        field = str(keys[0]) if keys else "non_field_errors"
        inner = _path(keys[1:])
        message = f"{inner}: {_message(detail)}" if inner else _message(detail)
        messages = fields.setdefault(field, [])
        if message not in messages:
            messages.append(message)
    return fields


def _sentences(error: ValidationError, value: Any, name: str) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        keys = _real_keys(detail["loc"], value, missing=detail["type"] == "missing")
        yield f"{_path([name, *keys])}: {_message(detail)}"


def _path(keys: list[int | str]) -> str:
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return path.removeprefix(".")


def _real_keys(location: tuple[int | str, ...], body: Any, *, missing: bool) -> list[int | str]:
    """Leave out what pydantic adds to a location: the tags of unions."""
    keys: list[int | str] = []
    value = body
    for index, key in enumerate(location):
        last = index == len(location) - 1
        if isinstance(value, dict) and (key in value or (missing and last)):
            keys.append(key)
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            keys.append(key)
            value = value[key]
    return keys


def _message(detail: ErrorDetails) -> str:
    if detail["type"] not in {"missing", "extra_forbidden"} and detail["input"] is None:
        return "This field may not be null."
    if detail["type"] in _CUSTOM:
        return str(detail["ctx"]["error"]) if "error" in detail.get("ctx", {}) else detail["msg"]
    text = _MESSAGES.get(detail["type"])
    if text is None:
        return f"{detail['msg']}."
    return text.format(**{"input": detail["input"], **detail.get("ctx", {})})


_CUSTOM = {"value_error", "assertion_error"}

_MESSAGES = {
    "missing": "This field is required.",
    "extra_forbidden": "Unknown field.",
    "string_type": "Not a valid string.",
    "string_too_long": "Ensure this field has no more than {max_length} characters.",
    "string_too_short": "This field may not be blank.",
    "string_pattern_mismatch": "Enter a valid value, of the form {pattern}.",
    "bool_type": "Must be a valid boolean.",
    "int_type": "A valid integer is required.",
    "int_from_float": "A valid integer is required.",
    "float_type": "A valid number is required.",
    "finite_number": "A valid number is required.",
    "literal_error": '"{input}" is not a valid choice; it is one of {expected}.',
    "union_tag_invalid": '"{tag}" is not a valid choice; it is one of {expected_tags}.',
    "union_tag_not_found": "This field needs a type.",
    "greater_than_equal": "Ensure this value is greater than or equal to {ge}.",
    "less_than_equal": "Ensure this value is less than or equal to {le}.",
    "greater_than": "Ensure this value is greater than {gt}.",
    "list_type": "Expected a list of items.",
    "too_long": "Ensure this field has no more than {max_length} elements.",
    "too_short": "Ensure this field has at least {min_length} elements.",
    "dict_type": "Expected a dictionary of items.",
    "model_type": "Invalid data. Expected a dictionary.",
    "model_attributes_type": "Invalid data. Expected a dictionary.",
}
