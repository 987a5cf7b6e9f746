"""What all resource types have in common: check, diff, and the order of calls.

A type says which inputs it has and how to make, find, change and remove one; the outputs are
always what AWS answers when it is asked again, as with the official plugin.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import (
    UNKNOWN,
    CheckResult,
    Created,
    DiffResult,
    PluginError,
    PropertyDiffKind,
    ReadState,
    Resource,
    render_path,
)
from sandbox.plugins.aws.checking import check_inputs
from sandbox.plugins.aws.clients import Aws, AwsRefusalError
from sandbox.plugins.aws.comparing import changes, same
from sandbox.plugins.aws.fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.account import AwsAccount
    from sandbox.plugins.aws.tagging import Tagger

REGION = Field(replaces=True, computed=True)
TAGS = Field(kind="map")


class AwsResource(Resource):
    """A resource type.

    Attributes:
        label: What error texts call it, such as `CloudWatch Metric Alarm`.
        fields: Its inputs, without `region` and `tags`.
        computed: Its outputs that are no inputs.
        regional: Whether it lives in a Region, and has the input `region`.
        tagger: How its tags are kept; None without tags.
        auto_name: The input that is invented where a program leaves it out.
        conflicts: By input, the inputs that it excludes.
        missing: AWS's codes for one that isn't there.
    """

    label: ClassVar[str]
    fields: ClassVar[Mapping[str, Field]]
    computed: ClassVar[tuple[str, ...]] = ("arn",)
    regional: ClassVar[bool] = True
    tagger: ClassVar[Tagger | None] = None
    auto_name: ClassVar[str | None] = None
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    missing: ClassVar[tuple[str, ...]] = ("ResourceNotFound", "ResourceNotFoundException")

    def __init__(self, account: AwsAccount) -> None:
        """`account` gives the clients once the plugin is configured."""
        self._account = account

    @abstractmethod
    def make(self, aws: Aws, inputs: Props) -> str:
        """Create it and return its id. `inputs` hold all its tags, default ones too: `tagsAll`."""

    @abstractmethod
    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """Return inputs and outputs as AWS has them, tags left out; None where it is gone."""

    @abstractmethod
    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """Make it as `inputs` say, but for tags; called only where something else differs."""

    @abstractmethod
    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """Delete it."""

    def problems(self, inputs: Props) -> str | None:
        """Return what is wrong with inputs together; seen only once all of them are known."""
        del inputs
        return None

    def imported(self, id: str) -> tuple[str, Props]:
        """Turn an id given for an import into the id and what is known of the state."""
        return id, {}

    @property
    def all_fields(self) -> dict[str, Field]:
        """All inputs."""
        shared = {"region": REGION} if self.regional else {}
        return {**self.fields, **shared, **({"tags": TAGS} if self.tagger else {})}

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Judge and complete the inputs."""
        return check_inputs(
            self.all_fields,
            resource=name,
            olds=olds,
            news=news,
            seed=random_seed,
            auto_name=self.auto_name,
            conflicts=self.conflicts,
        )

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare the state with the program."""
        del id, old_inputs
        found = list(changes(self.all_fields, olds, news))
        detailed, replaces = {}, []
        for path, kind in found:
            replacing = self.all_fields[path[0]].replaces
            detailed[render_path(path)] = kind.replacing() if replacing else kind
            if replacing and path[0] not in replaces:
                replaces.append(path[0])
        wanted = self._account.all_tags(news)
        if self.tagger and not detailed and not same(TAGS, olds.get("tagsAll"), wanted):
            detailed["tagsAll"] = PropertyDiffKind.UPDATE
        self._refuse_problems(news)
        return DiffResult(bool(detailed), replaces, detailed, self._named_by_program(news))

    def _named_by_program(self, inputs: Props) -> bool:
        """Whether the program gave a name that the plugin would have invented.

        What is replaced then is deleted first, as published (pulumi-terraform-bridge,
        `nameRequiresDeleteBeforeReplace`).
        """
        name = self.auto_name
        return bool(name and inputs.get(name) and name not in (inputs.get("__defaults") or ()))

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it and read it back."""
        self._refuse_problems(inputs)
        if preview:
            return Created("", self._planned({}, inputs))
        aws = self._aws(inputs)
        name = inputs.get(self.auto_name or "", urn.rsplit("::", 1)[-1])
        with_tags = self._with_tags(inputs)
        number = self._named("creating", str(name), lambda: self.make(aws, with_tags))
        return Created(number, self._read_back(aws, number, inputs))

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Read it; on an import all inputs come from AWS."""
        known = state
        if not state:
            id, known = self.imported(id)  # noqa: A001 - the protocol's word
        aws = self._aws({**known, **inputs})
        found = self._found(aws, id, known)
        if found is None:
            return None
        outputs = self._outputs(aws, id, found, {**known, **inputs})
        return ReadState(id, outputs, self._told(inputs, outputs))

    def update(
        self,
        *,
        id: str,
        olds: Props,
        old_inputs: Props,
        news: Props,
        preview: bool,
    ) -> Props:
        """Change what differs and read it back."""
        del old_inputs
        if preview:
            return self._planned(olds, news)
        aws = self._aws(news)
        differing = {path[0] for path, _ in changes(self.all_fields, olds, news)}
        if differing - {"tags"}:
            wanted = self._with_tags(news)
            self._named("updating", id, lambda: self.change(aws, id, olds, wanted))
        if self.tagger:
            self._retag(self.tagger, aws, id, olds, news)
        return self._read_back(aws, id, news)

    def delete(self, *, id: str, state: Props) -> None:
        """Delete it; that it is gone already is no error."""
        try:
            self._named("deleting", id, lambda: self.remove(self._aws(state), id, state))
        except AwsRefusalError as error:
            if error.code not in self.missing:
                raise

    def _refuse_problems(self, inputs: Props) -> None:
        problem = self.problems(inputs)
        if problem:
            raise PluginError(problem)

    def _aws(self, props: Props) -> Aws:
        region = props.get("region") if self.regional else None
        return self._account.aws(region if isinstance(region, str) else None)

    def _named(self, verb: str, name: str, action: Any) -> Any:
        try:
            return action()
        except AwsRefusalError as error:
            text = f"{verb} {self.label} ({name}): {error}"
            raise AwsRefusalError(text, error.code) from error

    def _found(self, aws: Aws, number: str, state: Props) -> Props | None:
        try:
            found: Props | None = self._named(
                "reading", number, lambda: self.find(aws, number, state)
            )
        except AwsRefusalError as error:
            if error.code in self.missing:
                return None
            raise
        return found

    def _read_back(self, aws: Aws, number: str, inputs: Props) -> Props:
        found = self._found(aws, number, inputs)
        if found is None:
            raise PluginError(f"reading {self.label} ({number}): couldn't find resource")
        return self._outputs(aws, number, found, inputs)

    def _outputs(self, aws: Aws, number: str, found: Props, inputs: Props) -> Props:
        unread = {
            name: inputs[name]
            for name, field in self.fields.items()
            if field.unread and inputs.get(name) is not None
        }
        outputs = {name: value for name, value in found.items() if value not in (None, [], {}, "")}
        for name, field in self.fields.items():
            # Where both mean the same, the program's writing (its order, its JSON) is kept.
            if name in outputs and name in inputs and same(field, outputs[name], inputs[name]):
                outputs[name] = inputs[name]
        outputs |= unread | ({"region": aws.region} if self.regional else {})
        if self.tagger:
            outputs |= self._account.split_tags(
                self.tagger.listed(aws, number, outputs), inputs.get("tags")
            )
        return outputs

    def _told(self, inputs: Props, outputs: Props) -> Props:
        """Say what a program would have to say to get these outputs."""
        told = {}
        for name, field in self.all_fields.items():
            value = outputs.get(name)
            silent = name not in inputs and (field.computed or same(field, value, field.default))
            if value is not None and not silent and (inputs or name != "region"):
                told[name] = value
        defaults = {name: f.default for name, f in self.fields.items() if f.default is not None}
        private = {key: value for key, value in inputs.items() if key.startswith("__")}
        return {**defaults, **told, **private}

    def _planned(self, olds: Props, inputs: Props) -> Props:
        unknown = dict.fromkeys(self.computed, UNKNOWN)
        kept = {name: olds[name] for name in self.computed if name in olds}
        computed = {
            name: olds.get(name, UNKNOWN)
            for name, field in self.all_fields.items()
            if field.computed and name not in inputs
        }
        told = {key: value for key, value in inputs.items() if not key.startswith("__")}
        tags = {"tagsAll": self._account.all_tags(inputs)} if self.tagger else {}
        return {**unknown, **kept, **computed, **told, **tags}

    def _with_tags(self, inputs: Props) -> Props:
        return {**inputs, "tagsAll": self._account.all_tags(inputs)} if self.tagger else inputs

    def _retag(self, tagger: Tagger, aws: Aws, number: str, olds: Props, news: Props) -> None:
        before, after = olds.get("tagsAll") or {}, self._account.all_tags(news)
        gone = sorted(set(before) - set(after))
        changed = {key: value for key, value in after.items() if before.get(key) != value}
        if gone:
            self._named("untagging", number, lambda: tagger.remove(aws, number, olds, gone))
        if changed:
            self._named("tagging", number, lambda: tagger.add(aws, number, olds, changed))
