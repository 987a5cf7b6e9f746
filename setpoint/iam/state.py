"""What a deployment needs of the bucket with Pulumi's state: its own stack's files, no other's.

Where they are: https://github.com/pulumi/pulumi, pkg/backend/diy of v3.276.0 (store.go, lock.go,
stack_tags.go, meta.go).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ: Final = "s3:GetObject"
_WRITE: Final = "s3:PutObject"
_ALL: Final = frozenset({_READ, _WRITE, "s3:DeleteObject"})


@dataclass(frozen=True, slots=True)
class State:
    """A stack's state in S3.

    Attributes:
        bucket: Its name.
        project: The project's name in Pulumi.yaml.
        stack: The environment.
    """

    bucket: str
    project: str
    stack: str


def state_actions(
    state: State, partition: str, *, first: bool
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield ARNs with the actions on them.

    Names are listed in the whole bucket: S3 answers that an object isn't there only to who may
    list, and that question has no prefix for a condition (S3 API reference, GetObject).

    Args:
        state: Whose.
        partition: Of AWS.
        first: Whether the bucket may be empty, so that what says its layout is written.
    """
    bucket = f"arn:{partition}:s3:::{state.bucket}"
    stack = f"{state.project}/{state.stack}"
    yield bucket, frozenset({"s3:ListBucket", "s3:GetBucketLocation"})
    yield f"{bucket}/.pulumi/meta.yaml", frozenset({_READ, _WRITE} if first else {_READ})
    for key in (
        f"stacks/{stack}.json*",
        f"stacks/{stack}.pulumi-tags",
        f"history/{stack}/*",
        f"backups/{stack}/*",
        f"journal/{stack}/*",
        f"locks/organization/{stack}/*",
    ):
        yield f"{bucket}/.pulumi/{key}", _ALL
