"""What keys mean: the docstring under each field of a model, for editors and error sentences.

Read from the source when somebody asks, since that takes longer than checking a config.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from functools import cache

from pydantic import BaseModel

_CLAUSE = re.compile(r"[.;:](?:\s|$)")


@cache
def descriptions(section: type[BaseModel]) -> dict[str, str]:
    """The docstring under each field by its key, fields of base classes included."""
    found: dict[str, str] = {}
    for cls in reversed(section.__mro__):
        if issubclass(cls, BaseModel) and cls is not BaseModel:
            found.update(_own_descriptions(cls))
    return found


def _own_descriptions(section: type[BaseModel]) -> dict[str, str]:
    """The docstrings under the fields in a class's own source, and what fields say themselves."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(section))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - the source of a class is one
    found: dict[str, str] = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[field.target.id.rstrip("_")] = " ".join(str(text.value.value).split())
    return found


def short_description(section: type[BaseModel], key: str) -> str:
    """The first clause about a key, to go on a sentence with; empty if there is none."""
    text = _CLAUSE.split(descriptions(section).get(key, ""))[0]
    lowered = text[1:2].islower() or text[1:2] == " "
    return text[:1].lower() + text[1:] if lowered else text
