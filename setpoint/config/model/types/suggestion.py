"""Texts for which an editor can suggest something, whatever else may stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

SUGGESTED: Final = "x-suggested"
"""Key by which a JSON Schema says of what kinds the suggestions are, or which words they are."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to annotate a text with: the kind of what is suggested."""

    kind: str

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema of the text, with what is suggested."""
        return suggested(handler(core_schema), self.kind)


def suggested(schema: dict[str, Any], *kinds: str) -> dict[str, Any]:
    """A schema with what is suggested."""
    return {**schema, SUGGESTED: list(kinds)}
