"""What all resource types of the plugin share: checks, comparisons, previews, the frame of reads.

A type is a subclass that says how it is made, fetched, changed and removed over HTTP, and how an
answer becomes outputs. Comparison is between the last outputs and the wanted inputs, as in the
published plugin: what the API answers differently from what was sent shows up in every preview.
"""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import (
    UNKNOWN,
    CheckFailure,
    CheckResult,
    Created,
    DiffResult,
    Props,
    ReadState,
    Resource,
    diff_inputs,
)
from sandbox.plugins.pagerduty.values import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.plugins.pagerduty.client import FrameworkClient, SdkClient
    from sandbox.plugins.pagerduty.session import Session

DEFAULTS = "__defaults"
MANAGED = "Managed by Pulumi"


class Managed(Resource):
    """A resource type of the published plugin.

    Attributes:
        inputs: Every input's name, in the order of the published schema.
        required: The inputs that can't be left out.
        defaults: What check adds at the top.
        assumed: What is wanted where a program says nothing, though check doesn't add it.
        named: Whether check invents a `name`.
        computed: The outputs that are unknown until the resource exists.
        unordered: Lists whose order doesn't matter, as paths such as `config.fields`.
    """

    inputs: ClassVar[tuple[str, ...]]
    required: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[Mapping[str, Any]] = {}
    assumed: ClassVar[Mapping[str, Any]] = {}
    named: ClassVar[bool] = False
    computed: ClassVar[tuple[str, ...]] = ()
    unordered: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        self.session = session

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

    def compared(self, value: Props) -> Props:
        """Bring inputs or outputs into the form in which they are compared."""
        return value

    # -- what the kit asks

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Add the defaults of the published plugin, refuse what it needs and lacks."""
        checked, added = dict(news), []
        defaults = {**self.defaults, **self.kept_defaults(olds)}
        if self.named:
            defaults["name"] = f"{name}-{_hex(name, random_seed)}"
        for key, value in defaults.items():
            if checked.get(key) is None:
                checked[key] = value
                added.append(key)
        failures = [
            CheckFailure(key, f"Missing required property '{key}'")
            for key in self.required
            if checked.get(key) is None
        ]
        failures += [
            CheckFailure(key, f"Property '{key}' is not one of {self.token}'s")
            for key in checked
            if key not in self.inputs and not key.startswith("__")
        ]
        failures = failures or list(refused(self.token, checked))
        return CheckResult(self.annotated(checked, sorted(added)), failures)

    def kept_defaults(self, olds: Props) -> Props:
        """Return former inputs that stand in for defaults."""
        del olds
        return {}

    def annotated(self, checked: Props, added: list[str]) -> Props:
        """Note which values are defaults, where the published plugin does."""
        del added
        return checked

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare the last outputs with the wanted inputs, as far as the program speaks of them."""
        del id
        wanted, spoken = {**self.assumed, **bare(news)}, bare(old_inputs)
        # What a program no longer says goes, unless the API decides about it then.
        gone = (key for key in spoken if key not in self.computed and not _empty(olds.get(key)))
        shape = {**dict.fromkeys(gone), **wanted}
        actual, wanted = self._comparable(like(shape, olds)), self._comparable(wanted)
        result = diff_inputs(actual, wanted, replace_on=self.replace_on)
        replaces = list(dict.fromkeys(path.partition(".")[0] for path in result.replaces))
        return DiffResult(result.changes, replaces, result.detailed, self.delete_before_replace)

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it, or say what is known before."""
        del urn
        if preview:
            return Created("", {**dict.fromkeys(("id", *self.computed), UNKNOWN), **bare(inputs)})
        id_, outputs = self.make(bare(inputs))
        return Created(id_, {**outputs, "id": id_})

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Fetch it; without a state the id is one to import."""
        if not state:
            located = self.locate(id)
            if located is None:
                return None
            id, state = located  # noqa: A001 - an import id becomes an id
        outputs = self.fetch(id, state)
        if outputs is None:
            return None
        outputs = {**outputs, "id": id}
        spoken = inputs or {key: None for key in self.inputs if outputs.get(key) is not None}
        return ReadState(id, outputs, echo(spoken, outputs))

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Change it, or say what is known before."""
        del old_inputs
        if preview:
            known: Props = laid_over(olds, bare(news))
            return known
        return {**self.change(id, bare(news), olds), "id": id}

    def delete(self, *, id: str, state: Props) -> None:
        """Remove it."""
        self.remove(id, state)

    def _comparable(self, value: Props) -> Props:
        value = self.compared(value)
        for path in self.unordered:
            *steps, last = path.split(".")
            here: Any = value
            for step in steps:
                here = here.get(step) if isinstance(here, dict) else None
            if isinstance(here, dict) and isinstance(here.get(last), list):
                here[last] = sorted(here[last], key=_rank)
        return value


class FrameworkManaged(Managed):
    """A type of the newer half."""

    @property
    def client(self) -> FrameworkClient:
        """The HTTP client of this half."""
        return self.session.framework


class SdkManaged(Managed):
    """A type of the older half: notes defaults, and takes an empty value for an absent one."""

    nested: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    @property
    def client(self) -> SdkClient:
        """The HTTP client of this half; the first use costs two requests."""
        return self.session.sdk

    def kept_defaults(self, olds: Props) -> Props:
        """What a refresh saw in a default's place is the default from then on, as published."""
        noted = olds.get(DEFAULTS) or ()
        return {key: olds[key] for key in noted if olds.get(key) is not None and key != "name"}

    def annotated(self, checked: Props, added: list[str]) -> Props:
        """Put the list of default values beside each object's values."""
        return {DEFAULTS: added, **{key: self._noted(key, checked[key]) for key in checked}}

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare; a value that is empty on both sides hasn't changed."""
        wanted = filled(news, olds)
        return super().diff(id=id, olds=olds, old_inputs=old_inputs, news=wanted)

    def _noted(self, path: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._noted(path, item) for item in value]
        if not isinstance(value, dict):
            return value
        defaults = self.nested.get(path, {})
        added = {key: item for key, item in defaults.items() if value.get(key) is None}
        noted = {key: self._noted(f"{path}.{key}", item) for key, item in value.items()}
        return {DEFAULTS: sorted(added), **noted, **added}


def bare(value: Any) -> Any:
    """Return a copy without the notes on defaults."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key != DEFAULTS}
    return value


def like(shape: Any, value: Any) -> Any:
    """Return as much of a value as a shape speaks of."""
    if isinstance(shape, dict) and isinstance(value, dict):
        return {key: like(item, value.get(key)) for key, item in shape.items()}
    if isinstance(shape, list) and isinstance(value, list):
        padded = [*shape, *value[len(shape) :]]
        return [like(one, other) for one, other in zip(padded, value, strict=False)]
    return value


def laid_over(olds: Any, news: Any) -> Any:
    """Return outputs with inputs laid over them; what inputs don't speak of stays."""
    if isinstance(olds, dict) and isinstance(news, dict):
        return {**olds, **{key: laid_over(olds.get(key), item) for key, item in news.items()}}
    if isinstance(olds, list) and isinstance(news, list):
        padded = [*olds, *[None] * (len(news) - len(olds))]
        return [laid_over(old, item) for old, item in zip(padded, news, strict=False)]
    return news


def filled(news: Any, olds: Any) -> Any:
    """Return inputs in which what is empty on both sides is as the old side has it."""
    if isinstance(news, dict) and isinstance(olds, dict):
        return {key: filled(item, olds.get(key)) for key, item in news.items()}
    if isinstance(news, list) and isinstance(olds, list) and news:
        rest = [None] * (len(news) - len(olds))
        pairs = zip(news, [*olds, *rest], strict=False)
        return [filled(item, old) for item, old in pairs]
    return olds if _empty(news) and _empty(olds) else news


def echo(inputs: Props, outputs: Props) -> Props:
    """Return the inputs that a program would have to have for these outputs."""
    return {
        key: item
        for key, value in inputs.items()
        if (item := _echoed(key, value, outputs.get(key))) is not None
    }


def _echoed(key: str, value: Any, output: Any) -> Any:
    if key == DEFAULTS:
        return value or None
    if isinstance(value, dict) and isinstance(output, dict):
        return echo(value, output)
    if isinstance(value, list) and isinstance(output, list) and value:
        shapes = [*value, *[value[-1]] * (len(output) - len(value))]
        return [_echoed("", one, other) for one, other in zip(shapes, output, strict=False)]
    return output


def _empty(value: Any) -> bool:
    return value is None or (value is not UNKNOWN and value in ("", 0, False, [], {}))


def _rank(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _hex(name: str, seed: bytes) -> str:
    return hashlib.sha256(name.encode() + seed).hexdigest()[:7]
