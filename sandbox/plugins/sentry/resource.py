"""What all resource types of the plugin share: checks, comparison, previews, reads.

A type says how it is made, fetched, changed and removed over HTTP, and how an answer becomes
outputs. Comparison follows Terraform's rules: an empty value is none, what the server fills in
is no change, and what it fills in for a plain optional property is one, at every preview.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import (
    UNKNOWN,
    CheckFailure,
    CheckResult,
    Created,
    DiffResult,
    InitFailedError,
    PluginError,
    Props,
    ReadState,
    Resource,
    diff_inputs,
)
from sandbox.plugins.sentry.client import CrashError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.plugins.sentry.client import Client

DEFAULTS = "__defaults"


class Managed(Resource):
    """A resource type of the published plugin.

    Attributes:
        required: Inputs that can't be left out.
        optional: Inputs that can; the server's value for one left out is a change.
        computed: Inputs, as paths such as `widgets.interval`, that the server fills in.
        outputs: What is known only once the resource exists.
        named: Whether check invents a `name`.
        objects: Whether the members of lists are objects of a schema, not maps of strings.
    """

    required: ClassVar[frozenset[str]]
    optional: ClassVar[frozenset[str]] = frozenset()
    computed: ClassVar[frozenset[str]] = frozenset()
    outputs: ClassVar[frozenset[str]] = frozenset()
    named: ClassVar[bool] = True
    objects: ClassVar[bool] = True

    def __init__(self, client: Callable[[], Client]) -> None:
        """Take a way to the client, which exists once the plugin is configured."""
        self._client = client

    @property
    def client(self) -> Client:
        """The configured client."""
        return self._client()

    # -- what a type says

    @abstractmethod
    def make(self, inputs: Props) -> str:
        """Send the request that creates it; its id."""

    @abstractmethod
    def complete(self, id: str, inputs: Props) -> Props:
        """Send the requests that follow a creation; outputs."""

    def partial(self, id: str, inputs: Props) -> Props:
        """Outputs of one that was created but could not be completed."""
        return {**inputs, "id": id}

    @abstractmethod
    def fetch(self, id: str, state: Props) -> Props | None:
        """Outputs of one that should exist; `None` if it is gone."""

    @abstractmethod
    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Update it; outputs."""

    @abstractmethod
    def remove(self, id: str, state: Props) -> None:
        """Delete it."""

    def locate(self, id: str) -> tuple[str, Props] | None:
        """Id and state that an import id stands for; `None` where it can't be any."""
        return id, {}

    def compared(self, props: Props) -> Props:
        """Bring inputs into the form in which they are compared."""
        return props

    def problems(self, name: str, news: Props) -> list[str]:
        """Say what else is wrong with inputs."""
        del name, news
        return []

    # -- what the kit asks

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Refuse what is missing or unknown; invent a name; note which values are defaults."""
        inputs, defaults = dict(news), []
        if self.named and inputs.get("name") is None:
            inputs["name"] = olds.get("name") or f"{name}-{_hex(random_seed, name)}"
            defaults.append("name")
        texts = [*self._misfits(name, inputs), *self.problems(name, inputs)]
        annotated = self._annotated(inputs, defaults)
        return CheckResult(annotated, [CheckFailure("", text) for text in texts])

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare the last inputs with the wanted ones, and the server's values where due."""
        del id
        before, wanted = _bare(old_inputs), _bare(news)
        left_out = (self.optional - self.computed) - wanted.keys()
        before |= {key: olds[key] for key in left_out if olds.get(key)}
        before = _without_computed(before, wanted, self.computed)
        return diff_inputs(
            _solid(self.compared(before)),
            _solid(self.compared(wanted)),
            replace_on=self.replace_on,
        )

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it, or say what is known before."""
        del urn
        inputs = _bare(inputs)
        if preview:
            computed = {key for key in self.computed if "." not in key}
            unknown = dict.fromkeys(self.outputs | computed, UNKNOWN)
            return Created("", {**unknown, **inputs})
        identifier = self.make(inputs)
        try:
            return Created(identifier, self.complete(identifier, inputs))
        except CrashError:
            raise
        except PluginError as error:
            # It exists, so it belongs into the state; the engine updates it next time.
            outputs = self.partial(identifier, inputs)
            raise InitFailedError(
                id=identifier, outputs=outputs, inputs=inputs, reasons=[str(error)]
            ) from error

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Fetch it; without a state the id is one to import."""
        located = (id, state) if state else self.locate(id)
        if located is None:
            return None
        identifier, known = located
        outputs = self.fetch(identifier, known)
        if outputs is None:
            return None
        if state:
            return ReadState(identifier, outputs, _reflected(inputs, outputs))
        imported = self._annotated(self._importable(outputs), [])
        return ReadState(identifier, outputs, imported)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Change it, or say what is known before."""
        del old_inputs
        news = _bare(news)
        return {**olds, **news} if preview else self.change(id, news, olds)

    def delete(self, *, id: str, state: Props) -> None:
        """Delete it; one that is gone already is an error, as published."""
        self.remove(id, state)

    # -- shared

    def _inputs(self) -> frozenset[str]:
        top = {key for key in self.computed if "." not in key}
        return self.required | self.optional | top | ({"name"} if self.named else set())

    def _misfits(self, name: str, inputs: Props) -> Iterable[str]:
        kind = "Missing required argument"
        for key in sorted(self.required):
            if inputs.get(key) is None:
                detail = f'The argument "{snake(key)}" is required, but no definition was found.'
                yield f"{kind}. {detail}. Examine values at '{name}.{key}'."
        for key in sorted(inputs.keys() - self._inputs()):
            if not key.startswith("__"):
                detail = f'An argument named "{snake(key)}" is not expected here.'
                yield f"Unsupported argument. {detail}. Examine values at '{name}.{key}'."

    def _annotated(self, inputs: Props, defaults: list[str]) -> Props:
        noted = {key: self._noted(value) for key, value in inputs.items() if key != DEFAULTS}
        return {DEFAULTS: defaults, **noted}

    def _noted(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._noted(item) for item in value]
        if isinstance(value, dict) and self.objects:
            return self._annotated(value, [])
        return value

    def _importable(self, outputs: Props) -> Props:
        known = self._inputs()
        return {key: value for key, value in outputs.items() if key in known and value is not None}


def snake(name: str) -> str:
    """Write a property's name as Terraform does: `rate_limit_count`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def sent(**fields: Any) -> Props:
    """Make a request body of what isn't empty, as Go's `omitempty` does."""
    return {key: value for key, value in fields.items() if value not in (None, "", 0, [], {})}


def _hex(seed: bytes, name: str) -> str:
    return hashlib.sha256(seed or name.encode()).hexdigest()[:7]


def _bare(value: Any) -> Any:
    """Return a copy without the notes on defaults and without nulls."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        items = value.items()
        return {key: _bare(item) for key, item in items if key != DEFAULTS and item is not None}
    return value


def _solid(value: Any) -> Any:
    """Return a copy without members that are empty: they are as good as absent."""
    if isinstance(value, list):
        return [_solid(item) for item in value]
    if isinstance(value, dict):
        solid = {key: _solid(item) for key, item in value.items() if not key.startswith("__")}
        return {key: item for key, item in solid.items() if not _is_empty(item)}
    return value


def _is_empty(value: Any) -> bool:
    return value is not UNKNOWN and not isinstance(value, bool) and not value


def _without_computed(old: Any, new: Any, paths: frozenset[str], prefix: str = "") -> Any:
    """Take from the old side what the server filled in and the new side leaves to it."""
    if isinstance(old, list) and isinstance(new, list):
        padded = [*new, *[None] * (len(old) - len(new))]
        return [
            _without_computed(one, other, paths, prefix)
            for one, other in zip(old, padded, strict=False)
        ]
    if not isinstance(old, dict) or not isinstance(new, dict):
        return old
    return {
        key: _without_computed(value, new.get(key), paths, f"{prefix}{key}.")
        for key, value in old.items()
        if key in new or f"{prefix}{key}" not in paths
    }


def _reflected(inputs: Any, outputs: Any) -> Any:
    """Return the inputs that a program would have to have now: the same members, present values."""
    if isinstance(inputs, dict) and isinstance(outputs, dict):
        return {
            key: value if key.startswith("__") else _reflected(value, outputs[key])
            for key, value in inputs.items()
            if key.startswith("__") or outputs.get(key) is not None
        }
    if isinstance(inputs, list) and isinstance(outputs, list):
        shapes = [*inputs, *[None] * (len(outputs) - len(inputs))]
        return [_reflected(one, other) for one, other in zip(shapes, outputs, strict=False)]
    return outputs
