"""The reference page of the package, written from the declarations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from providers.sentry_alerting.declare import (
    Flag,
    Many,
    Number,
    Property,
    Record,
    Reference,
    Text,
    Texts,
    Type,
    Variants,
    Whole,
    variants_of,
)
from providers.sentry_alerting.naming import snake
from providers.sentry_alerting.python_classes import described
from providers.sentry_alerting.settings import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from providers.sentry_alerting.declare import Declaration, FunctionDeclaration

_INTRODUCTION = """\
# The Sentry provider

`sentry-alerting` is a Pulumi resource plugin for Sentry's monitors and alerts. Sentry removed the
routes that every published provider declares alerts by (they answer 410), so this one speaks to
their successors: `detectors/` and `workflows/`.

<!-- Written by `python -m providers.sentry_alerting.generate` from the declarations. -->

## Use

Name the plugin in `Pulumi.yaml`; `pulumi up`, `pulumi preview` and the Automation API then start
it, and nothing has to be put on PATH:

```yaml
plugins:
  providers:
    - name: sentry-alerting
      path: providers/sentry_alerting
```

The plugin runs with the interpreter of `.venv` beside the packages, else that of the environment
that they are installed in, else that of the active one, else `python3`; SENTRY_ALERTING_PYTHON
names another one.

Give it a token, as a secret:

```sh
pulumi config set --secret sentry-alerting:token
```

The classes below are in `components.sentry.resources`. Names of properties are given as in
Python; in Pulumi's other languages, in YAML and in the state they are in camelCase.

## What it does for you

- **Checks.** Every wrong property is named before anything is asked of Sentry, with what is
  allowed and the nearest right name.
- **Sets.** The order of conditions, actions, action filters, event types and monitors means
  nothing; Sentry answers them in an order of its own and that is no change. Nor is the `#` before
  a Slack channel, or a channel's id that Sentry looked up.
- **Refresh.** Objects are read a hundred at a time: a refresh of 200 alerts asks twice.
- **Waiting.** Answers 429 are tried again after the time Sentry asks for; 5xx, timeouts and broken
  connections after a growing pause. No more requests run at the same time than Sentry allows.
- **One object per create.** Where the answer to a create got lost, even with the whole process,
  the next try takes over what was made (docs/adr/0020-sentry-lost-creates.md).
- **Imports** take the number of an object, ORGANIZATION/NUMBER or the address of its page. An
  object of another type, or the address of a rule from before, is refused with what to use.
"""


def reference_page(
    resources: Iterable[Declaration], functions: Iterable[FunctionDeclaration]
) -> str:
    """The page as Markdown."""
    page = _Page()
    page.add(_INTRODUCTION)
    page.add(
        "## Configuration\n\nAs `sentry-alerting:NAME` in a stack's config, or as arguments of "
        "an explicit provider.\n"
    )
    page.table(CONFIG.properties, python=False)
    page.add("## Resources\n")
    for resource in resources:
        page.resource(resource)
    page.add("## Types\n")
    page.all_types()
    page.add(
        "## Functions\n\nEach returns a `pulumi.Output` of what it found; `organization` is that "
        "of the configuration if left out. What isn't there, or more than once, is an error.\n"
    )
    for function in functions:
        page.function(function)
    return "\n".join(page.parts)


class _Page:
    """Collects the parts; types are described once, after the resources that hold them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._types: dict[str, Type] = {}

    def add(self, text: str) -> None:
        self.parts.append(text)

    def resource(self, declared: Declaration) -> None:
        self.add(f"### {declared.name}\n\n`{declared.token}`. {declared.doc}\n")
        self.add(f"```python\n{declared.example}```\n")
        self.table(declared.inputs.properties)
        if declared.outputs:
            self.add("Outputs beyond its inputs:\n")
            self.table(declared.outputs)
        self.add(f"Import: {declared.import_id}.\n")

    def function(self, declared: FunctionDeclaration) -> None:
        self.add(f"### {snake(declared.name)}\n\n`{declared.token}`. {declared.doc}\n")
        self.add(f"```python\n{declared.example}\n```\n")
        self.table(declared.inputs.properties)
        self.add("Result:\n")
        self.table(declared.outputs.properties)
        for one in declared.outputs.properties:
            if isinstance(one.type, Many) and isinstance(one.type.of, Record):
                self.add(f"#### {one.type.of.name}\n\nEach of `{snake(one.name)}`:\n")
                self.table(one.type.of.properties)

    def table(self, properties: Iterable[Property], *, python: bool = True) -> None:
        rows = ["| property | type | meaning |", "|---|---|---|"]
        for one in properties:
            name = snake(one.name) if python else one.name
            required = " **Required.**" if one.required else ""
            meaning = _in_python(described(one)) if python else described(one)
            secret = " Secret." if one.secret else ""
            rows.append(f"| `{name}` | {self._type(one.type)} | {meaning}{secret}{required} |")
        self.add("\n".join(rows) + "\n")

    def all_types(self) -> None:
        done: set[str] = set()
        while left := [name for name in self._types if name not in done]:
            for name in left:
                done.add(name)
                self._describe(self._types[name])

    def _describe(self, kind: Type) -> None:
        if isinstance(kind, Variants):
            self.add(f"### {kind.name}\n\nOne of these, told apart by `{kind.tag}`:\n")
            for one in kind.variants:
                self.add(f"#### {one.record.name}\n\n`{kind.tag}: {one.tag}`. {one.record.doc}\n")
                self._members(one.record)
        elif isinstance(kind, Record):
            self.add(f"### {kind.name}\n\n{kind.doc}\n")
            self._members(kind)

    def _members(self, record: Record) -> None:
        if record.properties:
            self.table(record.properties)
        else:
            self.add("It has no properties.\n")

    def _type(self, kind: Type) -> str:
        if isinstance(kind, Many):
            return f"{'list' if kind.ordered else 'set'} of {self._type(kind.of)}"
        if isinstance(kind, Record):
            self._types.setdefault(kind.name, kind)
            return f"[{kind.name}](#{kind.name.lower()})"
        if isinstance(kind, Variants | Reference):
            kinds = variants_of(kind)
            self._types.setdefault(kinds.name, kinds)
            return f"[{kinds.name}](#{kinds.name.lower()})"
        return _NAMES[type(kind)]


_NAMES = {
    Text: "string",
    Whole: "whole number",
    Number: "number",
    Flag: "boolean",
    Texts: "object of strings",
}


def _in_python(text: str) -> str:
    return re.sub(r"`([A-Za-z]+)`", lambda found: f"`{snake(found[1])}`", text)
