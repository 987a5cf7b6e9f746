"""What all resource types have in common: the calls of AWS that a table names, tags, regions.

The outputs are always what AWS answers when it is asked again, as with the official plugin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import DiffResult, PluginError, PropertyDiffKind
from sandbox.plugins.aws.clients import Aws, AwsRefusalError
from sandbox.plugins.comparing import comparable, same
from sandbox.plugins.fields import Field
from sandbox.plugins.managed import Managed
from sandbox.plugins.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.account import AwsAccount
    from sandbox.plugins.aws.tagging import Tags

REGION = Field(replaces=True, computed=True)
TAGS = Field(kind="map")
ARN = Field(output=True)


def raised(name: str) -> str:
    """Return a property's name as most of AWS's services write it: `AlarmName`."""
    return f"{name[0].upper()}{name[1:]}"


def _is_nothing(value: Any) -> bool:
    return value is None or value == ""


WIRE = Wire(raised, omits=_is_nothing, sparse=True)
LOWER_WIRE = Wire(lambda name: name, omits=_is_nothing, sparse=True)


class AwsResource(Managed):
    """A resource type.

    Attributes:
        label: What error texts call it, such as `CloudWatch Metric Alarm`.
        service: boto3's name of its service.
        creates, reads, updates, deletes: The operations; what creates it also updates it where
            nothing else does.
        identity: The input that is its id, or the steps to the id in the answer of a creation.
        by: The parameter that takes the id.
        many: Whether that parameter takes a list.
        inside: The steps to what a reading tells; 0 is the first item, if there is one.
        wire: How the service writes names.
        regional: Whether it lives in a Region, and has the input `region`.
        tags: How its tags are kept; None without tags.
        missing: AWS's codes for one that isn't there.
    """

    label: ClassVar[str]
    service: ClassVar[str]
    creates: ClassVar[str] = ""
    reads: ClassVar[str] = ""
    updates: ClassVar[str] = ""
    deletes: ClassVar[str] = ""
    identity: ClassVar[str | tuple[str, ...]]
    by: ClassVar[str] = ""
    many: ClassVar[bool] = False
    inside: ClassVar[tuple[str | int, ...]] = ()
    wire: ClassVar[Wire] = WIRE
    regional: ClassVar[bool] = True
    tags: ClassVar[Tags | None] = None
    missing: ClassVar[tuple[str, ...]] = ("ResourceNotFound", "ResourceNotFoundException")

    def __init__(self, account: AwsAccount) -> None:
        """`account` gives the clients once the plugin is configured."""
        self._account = account

    # -- what a type says, where the table doesn't

    def start(self, aws: Aws, inputs: Props) -> str:
        """Create it and return its id. `inputs` hold all its tags, default ones too: `tagsAll`."""
        tags = {self.tags.added: self.tags.written(inputs["tagsAll"])} if self.tags else {}
        given = self.given(aws, self.creates, inputs)
        answer = aws.call(self.service, self.creates, **given, **tags)
        if isinstance(self.identity, str):
            return str(inputs[self.identity])
        return str(_inside(answer, self.identity))

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """Return inputs and outputs as AWS has them, tags left out; None where it is gone."""
        del state
        found = _inside(aws.call(self.service, self.reads, **self.named(id)), self.inside)
        return None if found is None else self.wire.told(self.fields, found)

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """Make it as `inputs` say, but for tags; called only where something else differs."""
        del state
        operation = self.updates or self.creates
        named = self.named(id) if self.updates else {}
        aws.call(self.service, operation, **{**self.given(aws, operation, inputs), **named})

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """Delete it."""
        del state
        aws.call(self.service, self.deletes, **self.named(id))

    def named(self, id: str) -> dict[str, Any]:
        """Return the parameters that name it by its id."""
        return {self.by: [id] if self.many else id}

    def problems(self, inputs: Props) -> str | None:
        """Return what is wrong with inputs together; seen only once all of them are known."""
        del inputs
        return None

    # -- what is the same for all

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters that an operation takes of the inputs."""
        taken = aws.parameters(self.service, operation)
        sent = self.wire.sent(self.fields, inputs)
        return {name: value for name, value in sent.items() if name in taken}

    @property
    def all_fields(self) -> Mapping[str, Field]:
        """Its own, and those of all types."""
        shared = {"region": REGION} if self.regional else {}
        return {**self.fields, **shared, **({"tags": TAGS} if self.tags else {})}

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare the state with the program."""
        found = super().diff(id=id, olds=olds, old_inputs=old_inputs, news=news)
        self._refuse_problems(news)
        wanted = self._account.all_tags(news)
        if not self.tags or found.changes or same(TAGS, olds.get("tagsAll"), wanted):
            return found
        retagged = {"tagsAll": PropertyDiffKind.UPDATE}
        return DiffResult(
            changes=True, detailed=retagged, delete_before_replace=found.delete_before_replace
        )

    def planned(self, olds: Props, inputs: Props) -> Props:
        """Return what is known of the outputs, and refuse what would fail."""
        self._refuse_problems(inputs)
        return self._with_tags(super().planned(olds, inputs))

    def make(self, inputs: Props) -> tuple[str, Props]:
        """Make it and read it back."""
        self._refuse_problems(inputs)
        aws = self._aws(inputs)
        named = self.identity if isinstance(self.identity, str) else self.auto_name or ""
        wanted = self._with_tags(inputs)
        id_ = self._telling("creating", inputs.get(named, ""), lambda: self.start(aws, wanted))
        return id_, self._read_back(aws, id_, inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """Read it."""
        aws = self._aws(state)
        found = self._found(aws, id, state)
        return None if found is None else self._outputs(aws, id, found, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Change what differs and read it back."""
        aws, wanted = self._aws(inputs), self._with_tags(inputs)
        if _differ(self.fields, state, inputs):
            self._telling("updating", id, lambda: self.alter(aws, id, state, wanted))
        if self.tags:
            self._retag(self.tags, aws, id, state, wanted["tagsAll"])
        return self._read_back(aws, id, inputs)

    def remove(self, id: str, state: Props) -> None:
        """Delete it; that it is gone already is no error."""
        try:
            self._telling("deleting", id, lambda: self.end(self._aws(state), id, state))
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

    def _telling(self, verb: str, name: str, action: Callable[[], Any]) -> Any:
        """Carry out an action; a refusal tells what was done to what."""
        try:
            return action()
        except AwsRefusalError as error:
            text = f"{verb} {self.label} ({name}): {error}"
            raise AwsRefusalError(text, error.code) from error

    def _found(self, aws: Aws, id: str, state: Props) -> Props | None:
        try:
            found: Props | None = self._telling("reading", id, lambda: self.find(aws, id, state))
        except AwsRefusalError as error:
            if error.code in self.missing:
                return None
            raise
        return found

    def _read_back(self, aws: Aws, id: str, inputs: Props) -> Props:
        found = self._found(aws, id, inputs)
        if found is None:
            raise PluginError(f"reading {self.label} ({id}): couldn't find resource")
        return self._outputs(aws, id, found, inputs)

    def _outputs(self, aws: Aws, id: str, found: Props, said: Props) -> Props:
        unread = {
            name: said[name]
            for name, field in self.fields.items()
            if field.unread and said.get(name) is not None
        }
        outputs = {name: value for name, value in found.items() if value not in (None, [], {}, "")}
        for name, field in self.fields.items():
            # Where both mean the same, the program's writing (its order, its JSON) is kept.
            if name in outputs and name in said and same(field, outputs[name], said[name]):
                outputs[name] = said[name]
        outputs |= unread | ({"region": aws.region} if self.regional else {})
        if self.tags:
            outputs |= self._account.split_tags(self.tags.all(aws, id, outputs), said.get("tags"))
        return outputs

    def _with_tags(self, inputs: Props) -> Props:
        return {**inputs, "tagsAll": self._account.all_tags(inputs)} if self.tags else inputs

    def _retag(self, tags: Tags, aws: Aws, id: str, olds: Props, wanted: Mapping[str, str]) -> None:
        before = olds.get("tagsAll") or {}
        gone = sorted(set(before) - set(wanted))
        changed = {key: value for key, value in wanted.items() if before.get(key) != value}
        if gone:
            self._telling("untagging", id, lambda: tags.remove(aws, id, olds, gone))
        if changed:
            self._telling("tagging", id, lambda: tags.add(aws, id, olds, changed))


def _differ(fields: Mapping[str, Field], state: Props, inputs: Props) -> bool:
    before, after = comparable(fields, state, inputs)
    return before != after


def _inside(answer: Any, steps: tuple[str | int, ...]) -> Any:
    """Return what an answer has at the end of some steps; None where a list is empty."""
    for step in steps:
        if answer == []:
            return None
        answer = answer[step]
    return answer
