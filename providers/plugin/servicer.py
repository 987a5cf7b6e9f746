"""The protocol's side of a plugin: each remote call becomes one of its own objects' calls."""

from __future__ import annotations

import difflib
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from google.protobuf import empty_pb2

from providers.plugin import protocol
from providers.plugin.answering import answering
from providers.plugin.errors import (
    CheckFailure,
    InitFailedError,
    InvokeError,
    Masker,
    PluginError,
)
from providers.plugin.values import Path, Props, Unmarshalled, marshal, unmarshal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from google.protobuf.struct_pb2 import Struct

    from providers.plugin.api import Function, Plugin, Resource
    from providers.plugin.diff import DiffResult
    from providers.plugin.log import Log

    _Offered = TypeVar("_Offered", Resource, Function)


class Servicer:
    """Answers the engine for one plugin. Method names and requests are the protocol's."""

    def __init__(self, plugin: Plugin, *, masker: Masker, log: Log) -> None:
        """Index what the plugin offers by token."""
        self.plugin = plugin
        self.masker = masker
        self._log = log
        self._messages = protocol.load("provider_pb2")
        self._plugin_messages = protocol.load("plugin_pb2")
        self._resources = {resource.token: resource for resource in plugin.resources}
        self._functions = {function.token: function for function in plugin.functions}

    # -- the plugin itself

    @answering
    def Handshake(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Say that secrets are understood."""
        return self._messages.ProviderHandshakeResponse(accept_secrets=True)

    @answering
    def GetPluginInfo(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Tell the version."""
        return self._plugin_messages.PluginInfo(version=self.plugin.version)

    @answering
    def GetSchema(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Hand out the schema."""
        return self._messages.GetSchemaResponse(schema=self.plugin.schema())

    @answering
    def GetMapping(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Know of no other ecosystem's names."""
        return self._messages.GetMappingResponse()

    @answering
    def GetMappings(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Know of no other ecosystem's names."""
        return self._messages.GetMappingsResponse()

    @answering
    def Attach(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Serve an engine that did not start this process."""
        self._log.attach(request.address)
        return empty_pb2.Empty()

    @answering
    def Cancel(self, _request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Make everything under way give up."""
        self.plugin.cancelled.set()
        self.plugin.cancel()
        return empty_pb2.Empty()

    # -- its configuration

    @answering
    def CheckConfig(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Judge the provider's configuration."""
        news = self._read(request.news)
        result = self.plugin.check_config(_decoded(news.props))
        secrets = news.secrets
        # The engine keeps configuration as strings; what check did not change goes back untouched.
        inputs = {
            key: value if _decoded(news.props).get(key) != value else news.props[key]
            for key, value in result.inputs.items()
        }
        return self._checked(inputs, result.failures, secrets)

    @answering
    def DiffConfig(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Compare two configurations."""
        olds = self._read(request.old_inputs)
        news = self._read(request.news)
        return self._diffed(self.plugin.diff_config(_decoded(olds.props), _decoded(news.props)))

    @answering
    def Configure(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Hand the configuration to the plugin."""
        config = self._read(request.args)
        self.plugin.configure(_decoded(config.props))
        return self._messages.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    # -- functions

    @answering
    def Invoke(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Call a function; secret arguments make the whole answer secret."""
        function = self._function(request.tok)
        args = self._read(request.args)
        try:
            answer = function.invoke(args.props)
        except InvokeError as error:
            return self._refused([CheckFailure(error.property, error.reason)])
        secrets: Iterable[Path] = ((key,) for key in answer) if args.secrets else ()
        return self._messages.InvokeResponse(**{"return": marshal(answer, secrets)})

    def _refused(self, failures: Sequence[CheckFailure]) -> Any:
        return self._messages.InvokeResponse(failures=self._failures(failures))

    # -- resources

    @answering
    def Check(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Judge a resource's inputs."""
        resource = self._resource(request.urn)
        olds, news = self._read(request.olds), self._read(request.news)
        result = resource.check(
            name=request.name or request.urn.rsplit("::", 1)[-1],
            olds=olds.props,
            news=news.props,
            random_seed=request.randomSeed,
        )
        return self._checked(result.inputs, result.failures, news.secrets)

    @answering
    def Diff(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Compare a resource with what is wanted."""
        result = self._resource(request.urn).diff(
            id=request.id,
            olds=self._read(request.olds).props,
            old_inputs=self._read(request.old_inputs).props,
            news=self._read(request.news).props,
        )
        return self._diffed(result)

    @answering
    def Create(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Make a resource."""
        resource = self._resource(request.urn)
        inputs = self._read(request.properties)
        secrets = self._secrets(resource, inputs.secrets)
        with _kept_secret(secrets):
            created = resource.create(urn=request.urn, inputs=inputs.props, preview=request.preview)
        properties = marshal(created.outputs, secrets)
        return self._messages.CreateResponse(id=created.id, properties=properties)

    @answering
    def Read(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Read a resource; an empty id says it is gone."""
        resource = self._resource(request.urn)
        state, inputs = self._read(request.properties), self._read(request.inputs)
        secrets = self._secrets(resource, state.secrets | inputs.secrets)
        with _kept_secret(secrets):
            found = resource.read(id=request.id, inputs=inputs.props, state=state.props)
        if found is None:
            return self._messages.ReadResponse(id="")
        return self._messages.ReadResponse(
            id=found.id,
            properties=marshal(found.outputs, secrets),
            inputs=marshal(found.inputs, secrets),
        )

    @answering
    def Update(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Change a resource."""
        resource = self._resource(request.urn)
        news = self._read(request.news)
        secrets = self._secrets(resource, news.secrets)
        with _kept_secret(secrets):
            outputs = resource.update(
                id=request.id,
                olds=self._read(request.olds).props,
                old_inputs=self._read(request.old_inputs).props,
                news=news.props,
                preview=request.preview,
            )
        properties = marshal(outputs, secrets)
        return self._messages.UpdateResponse(properties=properties)

    @answering
    def Delete(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        """Delete a resource."""
        state = self._read(request.properties)
        self._resource(request.urn).delete(id=request.id, state=state.props)
        return empty_pb2.Empty()

    # -- shared

    def _read(self, struct: Struct) -> Unmarshalled:
        read = unmarshal(struct)
        self.masker.learn(read.secret_texts)
        return read

    def _resource(self, urn: str) -> Resource:
        # urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME
        token = urn.split("::")[2].rsplit("$", 1)[-1]
        return self._offered(self._resources, token, "resource type")

    def _function(self, token: str) -> Function:
        return self._offered(self._functions, token, "function")

    def _offered(self, offered: dict[str, _Offered], token: str, kind: str) -> _Offered:
        if token in offered:
            return offered[token]
        near = difflib.get_close_matches(token, offered, n=1, cutoff=0.0)
        meant = f" The nearest one is {near[0]}." if near else ""
        plugin = f"{self.plugin.name} {self.plugin.version}"
        raise PluginError(f"The plugin {plugin} has no {kind} {token}.{meant}")

    @staticmethod
    def _secrets(resource: Resource, secrets: frozenset[Path]) -> frozenset[Path]:
        return secrets | {(name,) for name in resource.secret_outputs}

    def _checked(
        self, inputs: Props, failures: Sequence[CheckFailure], secrets: Iterable[Path]
    ) -> Any:
        return self._messages.CheckResponse(
            inputs=marshal(inputs, secrets), failures=self._failures(failures)
        )

    def _failures(self, failures: Sequence[CheckFailure]) -> list[Any]:
        return [
            self._messages.CheckFailure(
                property=failure.property, reason=self.masker.mask(failure.reason)
            )
            for failure in failures
        ]

    def _diffed(self, result: DiffResult) -> Any:
        messages = self._messages
        detailed = {
            path: messages.PropertyDiff(
                kind=messages.PropertyDiff.Kind.Value(kind.value), inputDiff=True
            )
            for path, kind in result.detailed.items()
        }
        some = messages.DiffResponse.DIFF_SOME
        return messages.DiffResponse(
            changes=some if result.changes else messages.DiffResponse.DIFF_NONE,
            replaces=result.replaces,
            diffs=sorted({path.split(".", 1)[0].split("[", 1)[0] for path in detailed}),
            detailedDiff=detailed,
            hasDetailedDiff=bool(detailed),
            deleteBeforeReplace=result.delete_before_replace,
        )


@contextmanager
def _kept_secret(secrets: frozenset[Path]) -> Iterator[None]:
    """What is half made goes into the state, too: its secrets must stay secret there."""
    try:
        yield
    except InitFailedError as error:
        error.secrets = secrets
        raise


def _decoded(config: Props) -> Props:
    """Objects and lists arrive as JSON in strings; scalars stay the strings they are."""
    return {key: _decode(value) for key, value in config.items()}


def _decode(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
