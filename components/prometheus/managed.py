"""The component of Amazon Managed Prometheus: workspace, rules and Alertmanager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

import pulumi
from pulumi_aws import amp

from components.identity import named
from components.prometheus.definition import Targets, definition
from components.prometheus.paging import declare_keys
from setpoint.catalog.prometheus_files import rule_file, rules_by_service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Catalog, Prometheus

_MADE: Final = "managed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPrometheusArgs:
    """What the workspace needs.

    Attributes:
        prometheus: The catalog's; its workspace is not `none`.
        topic_arns: By topic id.
        keys: PagerDuty's integration keys for events by service, secrets.
    """

    catalog: Catalog
    protected: bool
    prometheus: Prometheus
    topic_arns: Mapping[str, pulumi.Output[str]]
    keys: Mapping[str, pulumi.Output[str]]


class ManagedPrometheus(pulumi.ComponentResource):
    """A workspace's rules and the definition of its Alertmanager; the workspace, if it is made."""

    TYPE: ClassVar[str] = "setpoint:prometheus:ManagedPrometheus"

    def __init__(
        self,
        name: str,
        args: ManagedPrometheusArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        workspace_id = self._declare_workspace(args)
        self._declare_rules(args, workspace_id)
        self._declare_alertmanager(args, workspace_id)
        self.register_outputs({})

    def _declare_workspace(self, args: ManagedPrometheusArgs) -> pulumi.Input[str]:
        if args.prometheus.workspace != _MADE:
            return args.prometheus.workspace
        workspace = amp.Workspace(
            "prometheus",
            alias=args.prometheus.alias,
            tags=args.catalog.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protected),
        )
        found: pulumi.Output[str] = workspace.id
        return found

    def _declare_rules(self, args: ManagedPrometheusArgs, workspace_id: pulumi.Input[str]) -> None:
        for service, rules in rules_by_service(args.catalog.alerts.values()).items():
            amp.RuleGroupNamespace(
                service,
                name=args.prometheus.namespaces[service],
                workspace_id=workspace_id,
                data=rule_file(service, rules),
                tags={**args.catalog.tags, "service": service},
                opts=named(self),
            )

    def _declare_alertmanager(
        self, args: ManagedPrometheusArgs, workspace_id: pulumi.Input[str]
    ) -> None:
        receivers = args.prometheus.receivers.values()
        paged = {each.pagerduty_service for each in receivers}
        keys = {key: value for key, value in args.keys.items() if key in paged}
        secret_arn: pulumi.Input[str] = ""
        needed: list[pulumi.Resource] = []
        if keys:
            name, tags = f"{args.prometheus.alias}-alertmanager", args.catalog.tags
            secret_arn, needed = declare_keys(name, keys, tags, args.catalog.region, self)
        used = {topic for each in receivers for topic in each.topics}
        arns = {topic: arn for topic, arn in args.topic_arns.items() if topic in used}

        def render(known: list[Any]) -> str:
            targets = Targets(topic_arns=known[0], secret_arn=known[1])
            return definition(args.prometheus, args.catalog, targets)

        amp.AlertManagerDefinition(
            "alertmanager",
            workspace_id=workspace_id,
            definition=pulumi.Output.all(pulumi.Output.all(**arns), secret_arn).apply(render),
            opts=named(self, needed),
        )
