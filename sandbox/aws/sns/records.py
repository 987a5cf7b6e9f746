"""Topics and subscriptions as they are kept, by ARN, and the two refusals about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError

if TYPE_CHECKING:
    from sandbox.aws.service import Call


def invalid(message: str) -> AwsError:
    """Make an InvalidParameter."""
    return AwsError("InvalidParameterException", f"Invalid parameter: {message}")


def topics(call: Call) -> dict[str, Any]:
    """Return the Region's topics."""
    return call.section("topics")


def subscriptions(call: Call) -> dict[str, Any]:
    """Return the Region's subscriptions."""
    return call.section("subscriptions")


def topic(call: Call, arn: str) -> dict[str, Any]:
    """Return one topic.

    Raises:
        AwsError: NotFound.
    """
    record: dict[str, Any] | None = topics(call).get(arn)
    if record is None:
        raise AwsError("NotFoundException", "Topic does not exist")
    return record


def subscription(call: Call, arn: str) -> dict[str, Any]:
    """Return one subscription.

    Raises:
        AwsError: NotFound.
    """
    record: dict[str, Any] | None = subscriptions(call).get(arn)
    if record is None:
        raise AwsError("NotFoundException", "Subscription does not exist")
    return record


def subscriptions_of(call: Call, arn: str) -> list[dict[str, Any]]:
    """Return a topic's subscriptions, confirmed or not."""
    return [record for record in subscriptions(call).values() if record["TopicArn"] == arn]
