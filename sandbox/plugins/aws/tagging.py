"""How each service keeps tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class Tagger(Protocol):
    """Reads and changes the tags of one resource."""

    def listed(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """Return all tags."""

    def add(self, aws: Aws, id: str, state: Props, tags: dict[str, str]) -> None:
        """Add or overwrite tags."""

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """Take tags away."""


def tag_list(tags: Any) -> list[dict[str, str]] | None:
    """Return tags as most operations take them, None for none."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()] or None


@dataclass(frozen=True)
class ByArn:
    """TagResource, UntagResource and ListTagsForResource by ARN.

    Attributes:
        service: boto3's name.
        resource: The parameter that takes the ARN.
        arn: The output that holds it.
        key: What a tag's key is called.
        value: What a tag's value is called.
        mapping: Whether tags are a mapping instead of a list.
        listing: The operation that lists them.
    """

    service: str
    resource: str = "ResourceARN"
    arn: str = "arn"
    key: str = "Key"
    value: str = "Value"
    mapping: bool = False
    listing: str = "list_tags_for_resource"

    def listed(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """See `Tagger`."""
        del id
        answer = aws.call(self.service, self.listing, **self._resource(state))
        tags = answer.get("tags", answer.get("Tags", []))
        return dict(tags) if self.mapping else {t[self.key]: t[self.value] for t in tags}

    def add(self, aws: Aws, id: str, state: Props, tags: dict[str, str]) -> None:
        """See `Tagger`."""
        del id
        given: Any = tags
        if not self.mapping:
            given = [{self.key: key, self.value: value} for key, value in tags.items()]
        name = "Tags" if self._capitalized else "tags"
        aws.call(self.service, "tag_resource", **self._resource(state), **{name: given})

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """See `Tagger`."""
        del id
        name = "TagKeys" if self._capitalized else "tagKeys"
        aws.call(self.service, "untag_resource", **self._resource(state), **{name: list(keys)})

    @property
    def _capitalized(self) -> bool:
        """Whether the service's parameters are; all of one service are alike."""
        return self.resource[0].isupper()

    def _resource(self, state: Props) -> dict[str, str]:
        return {self.resource: str(state[self.arn]).removesuffix(":*")}


class OfSecret:
    """TagResource and UntagResource of Secrets Manager; DescribeSecret lists."""

    def listed(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """See `Tagger`."""
        del state
        answer = aws.call("secretsmanager", "describe_secret", SecretId=id)
        return {tag["Key"]: tag["Value"] for tag in answer.get("Tags", [])}

    def add(self, aws: Aws, id: str, state: Props, tags: dict[str, str]) -> None:
        """See `Tagger`."""
        del state
        aws.call("secretsmanager", "tag_resource", SecretId=id, Tags=tag_list(tags))

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """See `Tagger`."""
        del state
        aws.call("secretsmanager", "untag_resource", SecretId=id, TagKeys=list(keys))


class OfHealthCheck:
    """ChangeTagsForResource of Route 53."""

    def listed(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """See `Tagger`."""
        del state
        answer = aws.call("route53", "list_tags_for_resource", **self._resource(id))
        return {tag["Key"]: tag["Value"] for tag in answer["ResourceTagSet"]["Tags"]}

    def add(self, aws: Aws, id: str, state: Props, tags: dict[str, str]) -> None:
        """See `Tagger`."""
        del state
        resource = self._resource(id)
        aws.call("route53", "change_tags_for_resource", **resource, AddTags=tag_list(tags))

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """See `Tagger`."""
        del state
        resource = self._resource(id)
        aws.call("route53", "change_tags_for_resource", **resource, RemoveTagKeys=list(keys))

    def _resource(self, number: str) -> dict[str, str]:
        return {"ResourceType": "healthcheck", "ResourceId": number}


class OfRole:
    """TagRole, UntagRole and ListRoleTags."""

    def listed(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """See `Tagger`."""
        del state
        answer = aws.call("iam", "list_role_tags", RoleName=id)
        return {tag["Key"]: tag["Value"] for tag in answer["Tags"]}

    def add(self, aws: Aws, id: str, state: Props, tags: dict[str, str]) -> None:
        """See `Tagger`."""
        del state
        aws.call("iam", "tag_role", RoleName=id, Tags=tag_list(tags))

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """See `Tagger`."""
        del state
        aws.call("iam", "untag_role", RoleName=id, TagKeys=list(keys))
