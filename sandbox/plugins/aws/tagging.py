"""How each service keeps tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


@dataclass(frozen=True)
class Tags:
    """The operations on tags of one service.

    Attributes:
        service: boto3's name.
        resource: The parameter that names the resource.
        by: The output that names it there; empty for its id.
        more: Further parameters of each operation.
        listing, adding, removing: The operations.
        listed: Where the answer has the tags.
        added: The parameter with tags; also a creation's, where one takes any.
        removed: The parameter with keys.
        key, value: What a tag's two halves are called; no key where tags are a mapping.
    """

    service: str
    resource: str = "ResourceARN"
    by: str = "arn"
    more: Mapping[str, str] = field(default_factory=dict)
    listing: str = "list_tags_for_resource"
    adding: str = "tag_resource"
    removing: str = "untag_resource"
    listed: tuple[str, ...] = ("Tags",)
    added: str = "Tags"
    removed: str = "TagKeys"
    key: str = "Key"
    value: str = "Value"

    def all(self, aws: Aws, id: str, state: Props) -> dict[str, str]:
        """Return all tags of a resource."""
        found: Any = aws.call(self.service, self.listing, **self._named(id, state))
        for step in self.listed:
            found = found.get(step, {})
        return {tag[self.key]: tag[self.value] for tag in found} if self.key else dict(found)

    def add(self, aws: Aws, id: str, state: Props, tags: Mapping[str, str]) -> None:
        """Add or overwrite tags."""
        given = {self.added: self.written(tags)}
        aws.call(self.service, self.adding, **self._named(id, state), **given)

    def remove(self, aws: Aws, id: str, state: Props, keys: Sequence[str]) -> None:
        """Take tags away."""
        gone = {self.removed: list(keys)}
        aws.call(self.service, self.removing, **self._named(id, state), **gone)

    def written(self, tags: Mapping[str, str]) -> Any:
        """Return tags as the operations take them, None for none."""
        if not self.key:
            return dict(tags) or None
        return [{self.key: key, self.value: value} for key, value in tags.items()] or None

    def _named(self, id: str, state: Props) -> dict[str, str]:
        name = str(state[self.by]).removesuffix(":*") if self.by else id
        return {self.resource: name, **self.more}


_LOWER = {"listed": ("tags",), "added": "tags", "removed": "tagKeys", "key": ""}

AMP = Tags("amp", "resourceArn", **_LOWER)  # type: ignore[arg-type]
CHATBOT = Tags("chatbot", by="chatConfigurationArn", key="TagKey", value="TagValue")
CLOUDWATCH = Tags("cloudwatch")
FUNCTION = Tags("lambda", "Resource", listing="list_tags", key="")
HEALTH_CHECK = Tags(
    "route53",
    "ResourceId",
    by="",
    more={"ResourceType": "healthcheck"},
    adding="change_tags_for_resource",
    removing="change_tags_for_resource",
    listed=("ResourceTagSet", "Tags"),
    added="AddTags",
    removed="RemoveTagKeys",
)
KEY = Tags("kms", "KeyId", listing="list_resource_tags", key="TagKey", value="TagValue")
LOGS = Tags("logs", "resourceArn", **_LOWER)  # type: ignore[arg-type]
ROLE = Tags(
    "iam", "RoleName", by="", listing="list_role_tags", adding="tag_role", removing="untag_role"
)
SECRET = Tags("secretsmanager", "SecretId", by="", listing="describe_secret")
TOPIC = Tags("sns", "ResourceArn")
