"""Stand-ins for what only a vendor or the stack's owner knows, for rendering a plan offline."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks

from setpoint.catalog.model import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog

ACCOUNT = "${account}"

# Never shown: a secret is masked wherever it goes. In the form of a phone number, because
# some texts are taken apart on the way.
_SECRET_VALUE = "+10000000000"  # noqa: S105 - no secret at all

_ARNS = {
    "aws:sns/topic:Topic": "arn:aws:sns:{region}:{account}:{name}",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": (
        "arn:aws:cloudwatch:{region}:{account}:alarm:{alarmName}"
    ),
    "aws:amp/workspace:Workspace": "arn:aws:aps:{region}:{account}:workspace/{alias}",
    "aws:kms/key:Key": "arn:aws:kms:{region}:{account}:key/${{Key}}",
    "aws:secretsmanager/secret:Secret": "arn:aws:secretsmanager:{region}:{account}:secret:{name}",
    "aws:cloudwatch/logGroup:LogGroup": "arn:aws:logs:{region}:{account}:log-group:{name}",
    "aws:iam/role:Role": "arn:aws:iam::{account}:role/{name}",
    "aws:lambda/function:Function": "arn:aws:lambda:{region}:{account}:function:{name}",
}


# Where another output than the id is what others name the resource by.
_OTHER_IDS = {
    "sentry:index/sentryTeam:SentryTeam": "internalId",
    "sentry-alerting:index:PagerDutyService": "serviceId",
}


def marker(token: str, name: str) -> str:
    """Return the marker of a resource's id: `${Schedule primary}`."""
    return f"${{{token.rsplit(':', 1)[-1]} {name}}}"


class ResourcePlaceholders(Mocks):
    """Answers for the vendors: inputs come back as outputs, an id is a marker."""

    def __init__(self, region: str) -> None:
        self._region = region

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Answer a registration."""
        outputs = dict(args.inputs)
        if pattern := _ARNS.get(args.typ):
            known = {"region": self._region, **outputs}
            outputs["arn"] = pattern.format(**known, account=ACCOUNT)
        if args.typ == "pagerduty:index/serviceIntegration:ServiceIntegration":
            outputs["integrationKey"] = _SECRET_VALUE
        identifier = marker(args.typ, args.name)
        if name := _OTHER_IDS.get(args.typ):
            outputs[name] = identifier
        return identifier, outputs

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Answer a lookup: its id names what was looked for."""
        if args.token == "aws:index/getCallerIdentity:getCallerIdentity":  # noqa: S105 - no secret
            arn = f"arn:aws:iam::{ACCOUNT}:root"
            return {"accountId": ACCOUNT, "arn": arn, "id": ACCOUNT, "userId": ACCOUNT}, []
        subject = " ".join(str(value) for _, value in sorted(args.args.items()))
        found = marker(args.token, subject)
        if args.token.startswith("sentry-alerting:"):
            return dict.fromkeys(_lookup_outputs(args.token), found), []
        return {**args.args, "id": found}, []


def _lookup_outputs(token: str) -> list[str]:
    """Return what a function of our own provider answers; its classes want it all."""
    from providers.sentry_alerting.package import FUNCTIONS  # noqa: PLC0415 - a fifth of a second

    (function,) = [one for one in FUNCTIONS if one.declaration.token == token]
    return [one.name for one in function.declaration.outputs.properties]


def secret_config(catalog: Catalog) -> dict[str, Any]:
    """Return a `setpoint:config` with a stand-in at the place of every secret."""
    config: dict[str, Any] = {}
    for secret in _secrets(catalog):
        _put(config, secret.path)
    return config


def _secrets(value: Any) -> Iterator[Secret]:
    if isinstance(value, Secret):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _secrets(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _secrets(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _secrets(item)


def _put(config: dict[str, Any], path: tuple[str | int, ...]) -> None:
    """Make the lists and mappings on the way to the path and put the stand-in there."""
    container: Any = config
    for key, following in zip(path, (*path[1:], None), strict=True):
        new = _SECRET_VALUE if following is None else [] if isinstance(following, int) else {}
        if isinstance(container, list):
            container.extend([None] * (int(key) + 1 - len(container)))
            container[int(key)] = container[int(key)] or new
        else:
            container.setdefault(key, new)
        container = container[key]
