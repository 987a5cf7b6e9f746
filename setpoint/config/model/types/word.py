"""A word in the place of a list, such as `never` or `all`."""

from __future__ import annotations

from typing import Any, Final

from pydantic import Discriminator, PlainValidator, WithJsonSchema

from setpoint.config.model.types.refusal import describe, refuse


def only(word: str, neither: str) -> tuple[PlainValidator, WithJsonSchema]:
    """What to annotate a `Literal` of one word with.

    Args:
        word: The word.
        neither: Both that may stand there, as in "a list nor `never`".
    """

    def choose(value: Any) -> str:
        """The word, if it is the one."""
        if value != word:
            raise refuse(f"{describe(value)} is neither {neither}")
        return word

    return PlainValidator(choose), WithJsonSchema({"const": word})


def _shape(value: Any) -> str:
    """Whether something is listed, or else meant to be the word."""
    return "~list" if isinstance(value, list | tuple) else "~word"


# Between a list tagged `~list` and a word tagged `~word`.
LIST_OR_WORD: Final = Discriminator(_shape)
