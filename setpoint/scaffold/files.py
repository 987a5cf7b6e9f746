"""The files of a new project, rendered from the templates."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from setpoint.config.schema import schema_files
from setpoint.scaffold.source import installed_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.scaffold.answers import Answers

_TEMPLATES = Path(__file__).parent / "template"
_PLAIN = re.compile(r"\w[\w -]*\w|\w")
_SUFFIX = ".j2"
_PER_ENVIRONMENT = "ENVIRONMENT"
_ALLOWED = timedelta(days=90)
# A file with this name would be taken for this repository's own.
_RENAMED = {"gitignore": ".gitignore"}


def render(answers: Answers) -> Mapping[str, str]:
    """Return the text of each file by its path in the project."""
    return {**dict(_rendered(answers)), **_schemas()}


def _rendered(answers: Answers) -> Iterator[tuple[str, str]]:
    loader = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - YAML and Markdown, for which `scalar` quotes
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loader.filters["scalar"] = scalar
    for name in loader.list_templates(filter_func=lambda name: name.endswith(_SUFFIX)):
        target = name.removesuffix(_SUFFIX)
        for environment in answers.environments if _PER_ENVIRONMENT in target else ("",):
            text = loader.get_template(name).render(
                asdict(answers),
                environment=environment,
                paging=answers.paging,
                until=answers.start + _ALLOWED,
                source=installed_from(),
            )
            yield _RENAMED.get(target, target.replace(_PER_ENVIRONMENT, environment)), text


def scalar(text: str) -> str:
    """Return a text as YAML that reads as this text: in quotes where it must."""
    plain = _PLAIN.fullmatch(text) and yaml.safe_load(text) == text
    return text if plain else json.dumps(text, ensure_ascii=False)


def _schemas() -> Mapping[str, str]:
    return {f"schema/{name}": text for name, text in schema_files().items()}
