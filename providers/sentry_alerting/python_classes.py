"""The typed Python classes of resources, inputs and functions, written from the declarations.

Programs use these classes; the plugin itself doesn't. `generated` says where the files go.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from providers.sentry_alerting.declare import (
    Declaration,
    Flag,
    FunctionDeclaration,
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

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTE = "Written by `python -m providers.sentry_alerting.generate` from the provider's declarations."
_WIDTH = 92


def inputs_module(doc: str, kinds: Iterable[Type], *, known: Iterable[str] = ()) -> str:
    """A module of input classes for some types and all that they hold, but for those `known`."""
    writer = _Inputs(set(known))
    for kind in kinds:
        writer.add(kind)
    body = "\n\n".join(writer.classes)
    aliases = "\n".join(writer.aliases)
    return _module(doc, writer.imports, f"{body}\n\n{aliases}\n" if aliases else body)


def resource_module(declared: Declaration, imports: list[str]) -> str:
    """A module with one resource's class."""
    properties = declared.inputs.properties
    attributes = "\n".join(
        f"    {snake(one.name)}: pulumi.Output[{_output(one)}]"
        for one in (*properties, *declared.outputs)
    )
    body = f'''
class {declared.name}(SentryResource):
    """{declared.doc}

    To import one, its id is {declared.import_id}.

    Attributes:
{_described((*properties, *declared.outputs), 8)}
    """

{attributes}

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
{_arguments(properties, 8)}
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "{declared.token}",
            resource_name,
            {{
{_mapping(properties, 16)}
            }},
            {tuple(one.name for one in declared.outputs)!r},
            opts,
        )
'''
    needed = ["from components.sentry.resources.base import SentryResource", *imports]
    return _module(f"The resource {declared.name}.", needed, body)


def functions_module(declared: Iterable[FunctionDeclaration]) -> str:
    """A module with all functions and their results."""
    parts: list[str] = []
    for one in declared:
        parts += [*_results(one.outputs), _function(one)]
    imports = [
        "from dataclasses import dataclass",
        "from components.sentry.resources.base import look_up",
    ]
    return _module("Lookups of what exists in an organization.", imports, "\n\n".join(parts))


def _function(declared: FunctionDeclaration) -> str:
    properties = declared.inputs.properties
    result = declared.outputs.name
    return f'''
def {snake(declared.name)}(
    *,
{_arguments(properties, 4)}
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[{result}]:
    """{declared.doc}

    Args:
{_described(properties, 8)}
        opts: Options of the call, such as the provider to use.
    """
    arguments = {{
{_mapping(properties, 8)}
    }}
    return look_up("{declared.token}", arguments, {result}, opts)
'''


def _results(record: Record) -> list[str]:
    """The classes of a result, inner ones first."""
    inner = {
        one.name: one.type.of
        for one in record.properties
        if isinstance(one.type, Many) and isinstance(one.type.of, Record)
    }
    kinds = ", ".join(f'"{snake(name)}": {one.name}' for name, one in inner.items())
    marker = f"    inner: ClassVar[dict[str, type]] = {{{kinds}}}\n" if inner else ""
    fields = "\n".join(f"    {snake(one.name)}: {_plain(one)}" for one in _required_first(record))
    doc = record.doc or "What the lookup of the same name found."
    own = f'''
@dataclass(frozen=True, kw_only=True)
class {record.name}:
    """{doc}

    Attributes:
{_described(record.properties, 8)}
    """

{marker}{fields}
'''
    return [*(text for one in inner.values() for text in _results(one)), own]


def _required_first(record: Record) -> list[Property]:
    return sorted(record.properties, key=lambda one: not one.required)


class _Inputs:
    """Collects input classes, those that others hold first."""

    def __init__(self, known: set[str]) -> None:
        self.classes: list[str] = []
        self.aliases: list[str] = []
        self.imports = [
            "from dataclasses import dataclass",
            "from components.sentry.resources.base import Arguments",
        ]
        self._known = known

    def add(self, kind: Type) -> None:
        if isinstance(kind, Many):
            self.add(kind.of)
        elif isinstance(kind, Record):
            self._record(kind, "", "")
        elif isinstance(kind, Variants | Reference):
            self._variants(variants_of(kind))

    def _variants(self, kinds: Variants) -> None:
        if kinds.name in self._known:
            return
        self._known.add(kinds.name)
        for one in kinds.variants:
            self._record(one.record, kinds.tag, one.tag)
        names = " | ".join(one.record.name for one in kinds.variants)
        self.aliases.append(f"{kinds.name}: TypeAlias = {names}")
        self.imports.append("from typing import TypeAlias")

    def _record(self, record: Record, tag: str, value: str) -> None:
        if record.name in self._known:
            return
        self._known.add(record.name)
        for one in record.properties:
            self.add(one.type)
        marker = f'    tag: ClassVar[tuple[str, str]] = ("{tag}", "{value}")\n' if tag else ""
        fields = "\n".join(f"    {_field(one)}" for one in record.properties)
        described = (
            f"\n\n    Attributes:\n{_described(record.properties, 8)}\n    " if fields else ""
        )
        self.classes.append(
            f"\n@dataclass(frozen=True, kw_only=True)\nclass {record.name}(Arguments):\n"
            f'    """{record.doc}{described}"""\n\n{marker}{fields}\n'
        )


def _field(declared: Property) -> str:
    default = "" if declared.required else " | None = None"
    return f"{snake(declared.name)}: {_input(declared.type)}{default}"


def _arguments(properties: Iterable[Property], indent: int) -> str:
    ordered = sorted(properties, key=lambda one: not one.required)
    return textwrap.indent(
        "\n".join(f"{_field(one)},{_shadow(one)}" for one in ordered), " " * indent
    )


def _shadow(declared: Property) -> str:
    return "  # noqa: A002 - Sentry's word" if declared.name in {"type", "id"} else ""


def _mapping(properties: Iterable[Property], indent: int) -> str:
    lines = "\n".join(f'"{one.name}": {snake(one.name)},' for one in properties)
    return textwrap.indent(lines, " " * indent)


def _described(properties: Iterable[Property], indent: int) -> str:
    lines = []
    for one in properties:
        text = f"{snake(one.name)}: {_sentence(one)}"
        lines += textwrap.wrap(
            text,
            _WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 4),
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _sentence(declared: Property) -> str:
    text = described(declared)
    return re.sub(r"`([A-Za-z]+)`", lambda found: f"`{snake(found[1])}`", text)


def described(declared: Property) -> str:
    """A property's meaning with what is allowed and what holds if it is left out."""
    parts = [declared.doc, allowed(declared.type), default_text(declared)]
    if declared.replaces:
        parts.append("A change replaces the object.")
    return " ".join(part for part in parts if part)


def allowed(kind: Type) -> str:
    """A sentence of what values a type allows, or nothing."""
    if isinstance(kind, Many):
        return allowed(kind.of) if isinstance(kind.of, Text | Whole) else ""
    if isinstance(kind, Text | Whole) and kind.choices:
        return f"One of {', '.join(map(str, kind.choices))}."
    if isinstance(kind, Text) and kind.at_most:
        return f"At most {kind.at_most} characters."
    if isinstance(kind, Whole) and kind.maximum is not None:
        return f"From {kind.minimum} to {kind.maximum}."
    if isinstance(kind, Whole) and kind.minimum is not None:
        return f"At least {kind.minimum}."
    return ""


def default_text(declared: Property) -> str:
    """A sentence of a property's default, or nothing."""
    if declared.default is None or declared.default in ([], {}):
        return ""
    text = str(declared.default).lower() if isinstance(declared.default, bool) else declared.default
    return "Empty if left out." if text == "" else f"`{text}` if left out."


def _input(kind: Type) -> str:
    return f"pulumi.Input[{_bare(kind)}]"


def _bare(kind: Type) -> str:
    if isinstance(kind, Many):
        return f"Sequence[{_input(kind.of)}]"
    if isinstance(kind, Texts):
        return "Mapping[str, pulumi.Input[str]]"
    if isinstance(kind, Record):
        return kind.name
    if isinstance(kind, Variants | Reference):
        return variants_of(kind).name
    return _SCALARS[type(kind)]


def _output(declared: Property) -> str:
    text = _value(declared.type)
    always = declared.required or declared.default is not None or declared.name == "organization"
    return text if always or declared.name == "serviceId" else f"{text} | None"


def _plain(declared: Property) -> str:
    text = _value(declared.type)
    return text if declared.required else f"{text} | None = None"


def _value(kind: Type) -> str:
    if isinstance(kind, Many):
        inner = (
            kind.of.name if isinstance(kind.of, Record) and kind.of.name == "FoundMonitor" else ""
        )
        return f"list[{inner or _value(kind.of)}]"
    if isinstance(kind, Texts):
        return "dict[str, str]"
    if isinstance(kind, Record | Variants | Reference):
        return "dict[str, Any]"
    return _SCALARS[type(kind)]


_SCALARS = {Text: "str", Whole: "int", Number: "float", Flag: "bool"}


_SDK_READS = "import pulumi  # noqa: TC002 - the SDK reads the annotations"


def _module(doc: str, imports: Iterable[str], body: str) -> str:
    wanted = {
        "from collections.abc import Mapping, Sequence": ("Mapping[", "Sequence["),
        "from typing import Any": ("Any]",),
        "from typing import ClassVar": ("ClassVar[",),
        _SDK_READS if "pulumi.Output[" in body else "import pulumi": ("pulumi.",),
    }
    extra = [line for line, marks in wanted.items() if any(mark in body for mark in marks)]
    lines = "\n".join(sorted({*imports, *extra}))
    return f'"""{doc}\n\n{NOTE}\n"""\n\nfrom __future__ import annotations\n\n{lines}\n\n{body}'
