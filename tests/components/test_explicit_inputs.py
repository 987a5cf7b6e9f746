"""What a person can change by hand is sent, also where it is the default.

With the published plugins a value that a refresh saw takes the place of a default that the program
left out, and what AWS fills in stays as AWS has it: only what is sent is enforced. Which inputs
have such values is known to the sandbox's plugin.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

from sandbox.plugins.aws import resources
from sandbox.plugins.aws.resource import AwsResource

GOLDEN = Path(__file__).parents[1] / "golden"
# Inputs that are no setting of the object, or can't be changed once it is there.
NOT_BY_HAND = {
    "confirmationTimeoutInMinutes",  # how long the plugin waits
    "contentBasedDeduplication",  # of FIFO topics, which alarms can't notify
    "fifoThroughputScope",
    "fifoTopic",
    "filterPolicyScope",  # means nothing without a filter policy, which a program leaves out
    "forceDetachPolicies",  # how the plugin deletes
    "forceOverwriteReplicaSecret",  # how the plugin creates
    "groupName",
    "logGroupClass",
    "namePrefix",
    "packageType",
    "path",
    "policy",  # a topic's, which TopicPolicy sends
    "publish",  # how the plugin updates
    "skipDestroy",
    "versionStages",  # moves on with each version
}


def sent() -> dict[str, set[str]]:
    """The inputs of all golden plans by type."""
    found: dict[str, set[str]] = {}
    for plan in GOLDEN.glob("*/plan-*.json"):
        for key, inputs in json.loads(plan.read_text("utf-8")).items():
            found.setdefault(key.partition(" ")[0], set()).update(inputs)
    return found


def types() -> dict[str, type[AwsResource]]:
    for module in pkgutil.iter_modules(resources.__path__):
        importlib.import_module(f"{resources.__name__}.{module.name}")
    return {kind.token: kind for kind in AwsResource.__subclasses__()}


def test_every_default_of_awss_is_sent() -> None:
    known, left_out = types(), []
    plans = {token: inputs for token, inputs in sent().items() if token in known}
    assert len(plans) > 15
    for token, inputs in plans.items():
        for name, field in known[token].fields.items():
            if field.computed or field.default is not None:
                left_out += [f"{token} {name}"] if name not in inputs | NOT_BY_HAND else []
    assert left_out == []
