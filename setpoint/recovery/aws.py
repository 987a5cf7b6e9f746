"""AWS's objects by what identifies them.

Most have a name of ours as their id, or an ARN made of it; only those whose id AWS makes up are
asked for. Sources: AWS's API references; ids for imports are those of the provider's
documentation ("Import" of each resource).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.recovery.errors import LookupFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from setpoint.recovery.access import Access

    Inputs = Mapping[str, Any]
    Lookup = Callable[["Aws", Inputs], Iterator[str]]

_GLOBAL = "us-east-1"  # where services without a region are asked
# What isn't there, and what AWS shows to its owners only: the policy of CI is one by tags.
_NONE_OF_OURS = frozenset({"ResourceNotFoundException", "NotFound", "AccessDeniedException"})
_CHECKED = {"fqdn": "FullyQualifiedDomainName", "port": "Port", "type": "Type"}


class Aws:
    """An AWS account, for looking things up; boto3 takes credentials from where it always does."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._account: str | None = None

    def region(self, inputs: Inputs) -> str:
        """Return where a resource is: its own region, else the stack's."""
        own = inputs.get("region") or self._access.get(
            "aws:region", "AWS_REGION", "AWS_DEFAULT_REGION"
        )
        return str(own or _GLOBAL)

    def arn(self, service: str, rest: str, inputs: Inputs, *, region: str | None = None) -> str:
        """Return an ARN in the stack's account."""
        where = self.region(inputs) if region is None else region
        own = self.region(inputs)
        partition = "aws-cn" if own.startswith("cn-") else "aws"
        partition = "aws-us-gov" if own.startswith("us-gov-") else partition
        return f"arn:{partition}:{service}:{where}:{self.account}:{rest}"

    @property
    def account(self) -> str:
        """The account's number."""
        if self._account is None:
            self._account = str(self.call("sts", "get_caller_identity", {})["Account"])
        return self._account

    def pages(
        self, service: str, operation: str, key: str, inputs: Inputs, **arguments: Any
    ) -> Iterator[dict[str, Any]]:
        """Yield what an operation lists under a key, page after page."""
        more: dict[str, str] = {}
        while True:
            answer = self.call(service, operation, inputs, **arguments, **more)
            yield from answer.get(key, ())
            more = _following(answer)
            if not more:
                return

    def call(self, service: str, operation: str, inputs: Inputs, **arguments: Any) -> Any:
        """Call an operation; what it finds nothing for is answered empty.

        Raises:
            LookupFailedError: AWS refused it or can't be reached.
        """
        import botocore.exceptions  # noqa: PLC0415 - a second, and only after an interruption

        try:
            client = self.client(service, self.region(inputs))
            return getattr(client, operation)(**arguments)
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in _NONE_OF_OURS:
                return {}
            raise LookupFailedError(f"AWS can't be asked: {error}") from error
        except botocore.exceptions.BotoCoreError as error:
            raise LookupFailedError(f"AWS can't be asked: {error}") from error

    def client(self, service: str, region: str) -> Any:
        """Return a client with the stack's own credentials and addresses."""
        import boto3  # noqa: PLC0415 - a second, and only after an interruption
        from botocore.config import Config  # noqa: PLC0415 - the same

        access = self._access
        session = boto3.Session(
            aws_access_key_id=access.get("aws:accessKey", "AWS_ACCESS_KEY_ID"),
            aws_secret_access_key=access.get("aws:secretKey", "AWS_SECRET_ACCESS_KEY"),
            aws_session_token=access.get("aws:token", "AWS_SESSION_TOKEN"),
            profile_name=access.settings.get("aws:profile"),
            region_name=region,
        )
        endpoints = (access.json("aws:endpoints") or [{}])[0]
        session = self._assumed(session, endpoints)
        retries = Config(retries={"mode": "standard", "total_max_attempts": 8})
        return session.client(service, endpoint_url=endpoints.get(service), config=retries)

    def _assumed(self, session: Any, endpoints: Mapping[str, str]) -> Any:
        """Return a session of the role that the provider is told to assume."""
        import boto3  # noqa: PLC0415 - a second, and only after an interruption

        for role in self._access.json("aws:assumeRoles") or ():
            sts = session.client("sts", endpoint_url=endpoints.get("sts"))
            arguments = {"RoleArn": role["roleArn"], "RoleSessionName": "setpoint"}
            if role.get("externalId"):
                arguments["ExternalId"] = role["externalId"]
            given = sts.assume_role(**arguments)["Credentials"]
            session = boto3.Session(
                aws_access_key_id=given["AccessKeyId"],
                aws_secret_access_key=given["SecretAccessKey"],
                aws_session_token=given["SessionToken"],
                region_name=session.region_name,
            )
        return session


def _following(answer: Mapping[str, Any]) -> dict[str, str]:
    """Return what asks for the next page, in the words of the service; empty after the last."""
    for name in ("nextToken", "NextToken"):
        if answer.get(name):
            return {name: answer[name]}
    more = answer.get("Truncated") or answer.get("IsTruncated")
    return {"Marker": answer["NextMarker"]} if more else {}


def _input(name: str) -> Lookup:
    """An id that is an input."""

    def find(_aws: Aws, inputs: Inputs) -> Iterator[str]:
        yield str(inputs[name])

    return find


def _text(pattern: str) -> Lookup:
    """An id made of inputs."""

    def find(_aws: Aws, inputs: Inputs) -> Iterator[str]:
        yield pattern.format(**inputs)

    return find


def _arn(service: str, pattern: str, *, region: str | None = None) -> Lookup:
    """An ARN made of inputs."""

    def find(aws: Aws, inputs: Inputs) -> Iterator[str]:
        yield aws.arn(service, pattern.format(**inputs), inputs, region=region)

    return find


def _query_definition(aws: Aws, inputs: Inputs) -> Iterator[str]:
    found = aws.pages(
        "logs",
        "describe_query_definitions",
        "queryDefinitions",
        inputs,
        queryDefinitionNamePrefix=inputs["name"],
    )
    for one in found:
        same = one["queryString"] == inputs["queryString"]
        if one["name"] == inputs["name"] and same:
            yield aws.arn("logs", f"query-definition:{one['queryDefinitionId']}", inputs)


def _health_check(aws: Aws, inputs: Inputs) -> Iterator[str]:
    """Compare what is checked and the name; a check just made may have no tags yet."""
    for one in aws.pages("route53", "list_health_checks", "HealthChecks", inputs):
        config = one["HealthCheckConfig"]
        same = all(config.get(theirs) == inputs.get(ours) for ours, theirs in _CHECKED.items())
        path = config.get("ResourcePath") or "/"
        if same and path == (inputs.get("resourcePath") or "/") and _ours(aws, one, inputs):
            yield one["Id"]


def _ours(aws: Aws, check: dict[str, Any], inputs: Inputs) -> bool:
    answer = aws.call(
        "route53",
        "list_tags_for_resource",
        inputs,
        ResourceType="healthcheck",
        ResourceId=check["Id"],
    )
    tags = {one["Key"]: one["Value"] for one in answer["ResourceTagSet"].get("Tags", ())}
    return not tags or _tagged(tags, inputs)


def _tagged(tags: Mapping[str, str], inputs: Inputs) -> bool:
    wanted = inputs.get("tags") or {}
    return all(tags.get(key) == value for key, value in wanted.items())


def _key(aws: Aws, inputs: Inputs) -> Iterator[str]:
    """Compare the tags, which come with the key itself."""
    for one in aws.pages("kms", "list_keys", "Keys", inputs):
        number = one["KeyId"]
        found = aws.call("kms", "describe_key", inputs, KeyId=number).get("KeyMetadata", {})
        if found.get("KeyManager") != "CUSTOMER" or found.get("KeyState") == "PendingDeletion":
            continue
        listed = aws.call("kms", "list_resource_tags", inputs, KeyId=number).get("Tags", ())
        tags = {tag["TagKey"]: tag["TagValue"] for tag in listed}
        if found.get("Description") == inputs.get("description") and _tagged(tags, inputs):
            yield number


def _workspace(aws: Aws, inputs: Inputs) -> Iterator[str]:
    alias = inputs["alias"]
    for one in aws.pages("amp", "list_workspaces", "workspaces", inputs, alias=alias):
        if one.get("alias") == alias and _tagged(one.get("tags") or {}, inputs):
            yield one["workspaceId"]


def _secret(aws: Aws, inputs: Inputs) -> Iterator[str]:
    found = aws.call("secretsmanager", "describe_secret", inputs, SecretId=inputs["name"])
    if found:
        yield found["ARN"]


def _secret_version(aws: Aws, inputs: Inputs) -> Iterator[str]:
    secret = inputs["secretId"]
    found = aws.call("secretsmanager", "describe_secret", inputs, SecretId=secret)
    for version, stages in (found.get("VersionIdsToStages") or {}).items():
        if "AWSCURRENT" in stages:
            yield f"{secret}|{version}"


def _subscription(aws: Aws, inputs: Inputs) -> Iterator[str]:
    wanted = (inputs["protocol"], inputs["endpoint"])
    topic = inputs["topic"]
    for one in aws.pages(
        "sns", "list_subscriptions_by_topic", "Subscriptions", inputs, TopicArn=topic
    ):
        confirmed = one["SubscriptionArn"].startswith("arn:")
        if confirmed and (one["Protocol"], one["Endpoint"]) == wanted:
            yield one["SubscriptionArn"]


def _schedule(_aws: Aws, inputs: Inputs) -> Iterator[str]:
    yield f"{inputs.get('groupName') or 'default'}/{inputs['name']}"


def _namespace(aws: Aws, inputs: Inputs) -> Iterator[str]:
    rest = f"rulegroupsnamespace/{inputs['workspaceId']}/{inputs['name']}"
    yield aws.arn("aps", rest, inputs)


LOOKUPS: Mapping[str, Lookup] = {
    "aws:amp/alertManagerDefinition:AlertManagerDefinition": _input("workspaceId"),
    "aws:amp/ruleGroupNamespace:RuleGroupNamespace": _namespace,
    "aws:amp/workspace:Workspace": _workspace,
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": _arn(
        "chatbot", "chat-configuration/slack-channel/{configurationName}", region=""
    ),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": _input("alarmName"),
    "aws:cloudwatch/dashboard:Dashboard": _input("dashboardName"),
    "aws:cloudwatch/logGroup:LogGroup": _input("name"),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": _text("{logGroupName}:{name}"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": _input("name"),
    "aws:cloudwatch/queryDefinition:QueryDefinition": _query_definition,
    "aws:iam/role:Role": _input("name"),
    "aws:iam/rolePolicy:RolePolicy": _text("{role}:{name}"),
    "aws:kms/key:Key": _key,
    "aws:lambda/function:Function": _input("name"),
    "aws:route53/healthCheck:HealthCheck": _health_check,
    "aws:scheduler/schedule:Schedule": _schedule,
    "aws:secretsmanager/secret:Secret": _secret,
    "aws:secretsmanager/secretPolicy:SecretPolicy": _input("secretArn"),
    "aws:secretsmanager/secretVersion:SecretVersion": _secret_version,
    "aws:sns/topic:Topic": _arn("sns", "{name}"),
    "aws:sns/topicPolicy:TopicPolicy": _input("arn"),
    "aws:sns/topicSubscription:TopicSubscription": _subscription,
}
