"""The component of a digest: schedule, function and what each of them may do, failure alarm.

The topic that delivers it is made with all others; what the function does stands in `function`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import pulumi
from pulumi_aws import cloudwatch, iam, lambda_, scheduler

from components.cloudwatch.policies import SESSION_SECONDS
from components.digest.policies import (
    function_permissions,
    function_trust,
    schedule_permissions,
    schedule_trust,
)
from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import setpoint.catalog.model as catalog

CODE: Final = Path(__file__).with_name("function.py")
_DAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_WHEN: Final = {"time": "<aws.scheduler.scheduled-time>"}  # filled in by EventBridge Scheduler
# A digest that is an hour late is no digest any more.
_LATEST: Final = 3600  # seconds
_RETRIES: Final = 3
_LOGS_KEPT: Final = 30  # days
_LONGEST: Final = 600  # seconds
_MEMORY: Final = 128  # MB
_NO_LIMIT: Final = -1  # of functions at a time; 0 would stop it


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestArgs:
    """What a digest needs.

    Attributes:
        sentry_url: Without a slash at its end.
        boundary: ARN of the policy that bounds the roles.
        alarm_regions: Where the alarms are that it may tell of.
        kms_key: What encrypts the topic, if anything does.
    """

    digest: catalog.Digest
    topic_arn: pulumi.Output[str]
    sentry_url: str
    alarm_regions: Sequence[str]
    kms_key: str | None
    tags: Mapping[str, str]
    boundary: str | None = None


class Digest(pulumi.ComponentResource):
    """A function that is started on a schedule."""

    TYPE: ClassVar[str] = "setpoint:digest:Digest"

    def __init__(
        self, name: str, args: DigestArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        function = self._declare_function(name, args)
        self._declare_schedule(name, args, function)
        self._declare_alarm(name, args, function)
        self.register_outputs({})

    def _declare_function(self, name: str, args: DigestArgs) -> lambda_.Function:
        digest, settings = args.digest, args.topic_arn.apply(lambda arn: _told(args, arn))
        logs = cloudwatch.LogGroup(
            name,
            name=f"/aws/lambda/{digest.name}",
            retention_in_days=_LOGS_KEPT,
            tags=args.tags,
            opts=named(self),
        )
        role, allowed = self._declare_role(
            (name, digest.name),
            args,
            trust=function_trust(),
            policy=pulumi.Output.all(args.topic_arn, logs.arn).apply(
                lambda arns: function_permissions(
                    digest,
                    args.alarm_regions,
                    topic_arn=arns[0],
                    logs_arn=arns[1],
                    key=args.kms_key,
                )
            ),
        )
        return lambda_.Function(
            name,
            name=digest.name,
            description=digest.title,
            runtime="python3.13",
            architectures=["arm64"],
            handler="digest.handler",
            code=pulumi.AssetArchive({"digest.py": pulumi.StringAsset(CODE.read_text("utf-8"))}),
            role=role.arn,
            timeout=_LONGEST,
            memory_size=_MEMORY,
            reserved_concurrent_executions=_NO_LIMIT,
            environment={"variables": {"DIGEST": settings}},
            tags=args.tags,
            # Else Lambda would make the log group itself, and fail at the first message.
            opts=named(self, [logs, allowed]),
        )

    def _declare_schedule(self, name: str, args: DigestArgs, function: lambda_.Function) -> None:
        role, allowed = self._declare_role(
            (f"{name}/schedule", args.digest.schedule_role),
            args,
            trust=args.topic_arn.apply(schedule_trust),
            policy=function.arn.apply(schedule_permissions),
        )
        scheduler.Schedule(
            name,
            name=args.digest.name,
            description=args.digest.title,
            schedule_expression=cron(args.digest),
            schedule_expression_timezone=args.digest.time_zone,
            flexible_time_window=scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
            state="ENABLED",
            target=scheduler.ScheduleTargetArgs(
                arn=function.arn,
                role_arn=role.arn,
                input=json.dumps(_WHEN),
                retry_policy=scheduler.ScheduleTargetRetryPolicyArgs(
                    maximum_event_age_in_seconds=_LATEST, maximum_retry_attempts=_RETRIES
                ),
            ),
            opts=named(self, [allowed]),
        )

    def _declare_role(
        self,
        names: tuple[str, str],
        args: DigestArgs,
        *,
        trust: pulumi.Input[str],
        policy: pulumi.Input[str],
    ) -> tuple[iam.Role, iam.RolePolicy]:
        """Declare a role and what it may do; `names` are the resource's and AWS's."""
        key, name = names
        options = named(self)
        role = iam.Role(
            key,
            name=name,
            assume_role_policy=trust,
            max_session_duration=SESSION_SECONDS,
            permissions_boundary=args.boundary,
            tags=args.tags,
            opts=options,
        )
        allowed = iam.RolePolicy(key, name="digest", role=role.name, policy=policy, opts=options)
        return role, allowed

    def _declare_alarm(self, name: str, args: DigestArgs, function: lambda_.Function) -> None:
        """Tell the digest's own readers that it could not be sent."""
        cloudwatch.MetricAlarm(
            name,
            name=args.digest.failure_alarm,
            alarm_description=f"{args.digest.title} could not be sent. See the function's log.",
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions={"FunctionName": function.name},
            statistic="Sum",
            comparison_operator="GreaterThanThreshold",
            threshold=0,
            period=300,
            evaluation_periods=1,
            treat_missing_data="notBreaching",
            actions_enabled=True,
            alarm_actions=[args.topic_arn],
            tags=args.tags,
            opts=named(self),
        )


def cron(digest: catalog.Digest) -> str:
    """Return the schedule's expression: minute, hour, day of month, month, days, year."""
    every = len(digest.days) == len(_DAYS)
    days = "* * ?" if every else f"? * {','.join(_DAYS[day - 1] for day in digest.days)}"
    return f"cron({digest.at.minute} {digest.at.hour} {days} *)"


def _permissions(args: DigestArgs, *, topic_arn: str, logs_arn: str) -> str:
    return function_permissions(
        args.digest, args.alarm_regions, topic_arn=topic_arn, logs_arn=logs_arn, key=args.kms_key
    )


def _told(args: DigestArgs, topic_arn: str) -> str:
    """Return the function's settings, as its class `Settings` has them."""
    digest, sentry = args.digest, args.digest.sentry
    settings = {
        "title": digest.title,
        "topic": topic_arn,
        "time_zone": digest.time_zone,
        "days": list(digest.days),
        "sentry_url": args.sentry_url,
        "organization": sentry.organization if sentry else "",
        "projects": list(sentry.projects) if sentry else [],
        "sentry_environment": sentry.environment if sentry else None,
        "token_secret": sentry.token_secret if sentry else None,
        "alarm_prefix": digest.alarm_prefix,
        "alarm_regions": list(args.alarm_regions),
    }
    return json.dumps(settings, sort_keys=True)
