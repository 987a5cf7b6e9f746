"""What all resource types of the sandbox's plugins share: checks, comparisons, previews, reads.

A type is a table of fields, and says how one is made, fetched, changed and removed over HTTP.
Everything else has the meaning that Terraform and Pulumi's bridge to it give it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import (
    UNKNOWN,
    CheckResult,
    Created,
    DiffResult,
    Props,
    ReadState,
    Resource,
    diff_inputs,
)
from sandbox.plugins.checking import (
    DEFAULTS,
    bare,
    completed,
    conflicting,
    failures,
    invented_name,
)
from sandbox.plugins.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import CheckFailure
    from sandbox.plugins.fields import Field


class Managed(Resource):
    """A resource type of a published plugin.

    Attributes:
        fields: Its inputs and outputs.
        auto_name: The input that is invented where a program leaves it out.
        conflicts: By input, the inputs that it excludes.
        framework: Whether the published type is of Terraform's newer framework, in which nothing
            is noted about defaults, and an empty value is another than none.
    """

    fields: ClassVar[Mapping[str, Field]]
    auto_name: ClassVar[str | None] = None
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    framework: ClassVar[bool] = False

    # -- what a type says

    @abstractmethod
    def make(self, inputs: Props) -> tuple[str, Props]:
        """Create it; return id and outputs."""

    @abstractmethod
    def fetch(self, id: str, state: Props) -> Props | None:
        """Return the outputs of one that should exist, or None if it is gone."""

    @abstractmethod
    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Update it; return the outputs."""

    @abstractmethod
    def remove(self, id: str, state: Props) -> None:
        """Delete it."""

    def locate(self, id: str) -> tuple[str, Props] | None:
        """Return id and state that an import id stands for; None where it can't be any."""
        return id, {}

    def compared(self, props: Props) -> Props:
        """Bring state or inputs into the form in which they are compared."""
        return props

    def refused(self, name: str, inputs: Props) -> Iterator[CheckFailure]:
        """Yield what else is wrong with inputs."""
        del name, inputs
        yield from ()

    @property
    def all_fields(self) -> Mapping[str, Field]:
        """More than `fields` where a vendor has some of all its types."""
        return self.fields

    # -- what the kit asks

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Fill in the defaults of the published plugin, refuse what it refuses."""
        made_up = self._invented(name, olds, news, random_seed)
        inputs = completed(self.all_fields, news, olds, made_up)
        if self.framework:
            inputs = bare(inputs)
        found = failures(name, self.all_fields, inputs, framework=self.framework)
        found += conflicting(name, news, self.conflicts)
        found += self.refused(name, inputs)
        return CheckResult(inputs, found)

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare the state with the program."""
        del id, old_inputs
        state, program = self.compared(bare(olds)), self.compared(bare(news))
        pair = comparable(self.all_fields, state, program, framework=self.framework)
        replacing = {name for name, field in self.all_fields.items() if field.replaces}
        result = diff_inputs(*pair, replace_on=replacing)
        first = self._named_by_program(news)
        return DiffResult(result.changes, result.replaces, result.detailed, first)

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it, or say what is known before."""
        del urn
        if preview:
            return Created("", self.planned({}, bare(inputs)))
        id_, outputs = self.make(bare(inputs))
        return Created(id_, {**outputs, "id": id_})

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Fetch it; without a state the id is one to import."""
        located = (id, state) if state else self.locate(id)
        if located is None:
            return None
        id_, known = located
        outputs = self.fetch(id_, known)
        if outputs is None:
            return None
        outputs = {**outputs, "id": id_}
        spoken = self.reflected(inputs, outputs) if state else self._importable(outputs)
        return ReadState(id_, outputs, spoken)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Change it, or say what is known before."""
        del old_inputs
        if preview:
            return self.planned(olds, bare(news))
        wanted = kept(self.all_fields, bare(news), olds)
        return {"id": id, **self.change(id, wanted, olds)}

    def delete(self, *, id: str, state: Props) -> None:
        """Remove it."""
        self.remove(id, state)

    def planned(self, olds: Props, inputs: Props) -> Props:
        """Return what is known of the outputs before a change or a creation."""
        fields = self.all_fields.items()
        unknown = (name for name, field in fields if field.computed or field.output)
        known = kept(self.all_fields, inputs, olds, outputs=True)
        beside = {name: value for name, value in olds.items() if name not in self.all_fields}
        return {**dict.fromkeys(("id", *unknown), UNKNOWN), **beside, **known}

    def reflected(self, inputs: Props, outputs: Props) -> Props:
        """Return the inputs that a program would have to have now."""
        found: Props = _echo(inputs, outputs)
        return found

    # -- shared

    def _invented(self, resource: str, olds: Props, news: Props, seed: bytes) -> Props:
        name = self.auto_name
        if name is None or news.get(name) is not None or news.get(f"{name}Prefix") is not None:
            return {}
        before = olds.get(name) if name in olds.get(DEFAULTS, (name,)) else None
        return {name: before or invented_name(resource, seed)}

    def _named_by_program(self, inputs: Props) -> bool:
        """Whether the program gave a name that the plugin would have invented.

        What is replaced then is deleted first, as published (pulumi-terraform-bridge,
        `nameRequiresDeleteBeforeReplace`).
        """
        name = self.auto_name
        return bool(name and inputs.get(name) and name not in (inputs.get(DEFAULTS) or ()))

    def _importable(self, outputs: Props) -> Props:
        given = (name for name, field in self.all_fields.items() if not field.output)
        known = {name: outputs[name] for name in given if outputs.get(name) is not None}
        return known if self.framework else {DEFAULTS: [], **known}


def _echo(inputs: Any, outputs: Any) -> Any:
    """Return the inputs that a program would have to have now: the same members, present values."""
    if isinstance(inputs, dict) and isinstance(outputs, dict):
        return {
            key: value if key.startswith("__") else _echo(value, outputs[key])
            for key, value in inputs.items()
            if key.startswith("__") or outputs.get(key) is not None
        }
    if isinstance(inputs, list) and isinstance(outputs, list) and inputs:
        shapes = [*inputs, *[inputs[-1]] * (len(outputs) - len(inputs))]
        return [_echo(one, other) for one, other in zip(shapes, outputs, strict=False)]
    return outputs


def kept(fields: Mapping[str, Field], inputs: Any, state: Any, *, outputs: bool = False) -> Any:
    """Return inputs in which what is computed and not given is as the state has it.

    Args:
        fields: What is declared.
        inputs: What the program says.
        state: The last outputs.
        outputs: Whether what is told only is taken from the state, too.
    """
    if not isinstance(inputs, dict) or not isinstance(state, dict):
        return inputs
    found = dict(inputs)
    for name, field in fields.items():
        keeps = field.computed or (outputs and field.output)
        if keeps and found.get(name) is None and state.get(name) is not None:
            found[name] = state[name]
        elif field.members and name in inputs:
            found[name] = _kept_inside(field, inputs[name], state.get(name), outputs=outputs)
    return found


def _kept_inside(field: Field, value: Any, known: Any, *, outputs: bool) -> Any:
    members = field.members or {}
    if field.kind == "list" and isinstance(value, list) and isinstance(known, list):
        padded = [*known, *[None] * (len(value) - len(known))]
        pairs = zip(value, padded, strict=False)
        return [kept(members, one, old, outputs=outputs) for one, old in pairs]
    return kept(members, value, known, outputs=outputs) if field.kind == "object" else value
