"""What a deployment may do in AWS: an IAM policy made from the resources that a plan has.

What else AWS must be told by hand is here, too: the policy of a key that encrypts topics.

Which actions a resource needs stands in actions.yaml. Where the plan comes from is the
caller's business, and so is giving the policy to a role.
"""

from setpoint.iam.actions import Rule, load_rules
from setpoint.iam.boundary import boundary_of, boundary_policy, roles_of
from setpoint.iam.key_policy import key_statements
from setpoint.iam.planned import Planned, Scope, partition_of
from setpoint.iam.policy import LIMIT, UnknownTypeError, made_once, policies
from setpoint.iam.state import State

__all__ = [
    "LIMIT",
    "Planned",
    "Rule",
    "Scope",
    "State",
    "UnknownTypeError",
    "boundary_of",
    "boundary_policy",
    "key_statements",
    "load_rules",
    "made_once",
    "partition_of",
    "policies",
    "roles_of",
]
