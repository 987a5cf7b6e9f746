"""AWS's own IAM policies, given to moto one at a time as they are named.

moto can load all of them at once, but that takes a second of each start.
"""

from __future__ import annotations

import json

from sandbox.aws.service import ACCOUNT_ID

_PREFIX = "arn:aws:iam::aws:policy/"


def provide_managed_policy(arn: str) -> None:
    """Let moto know the policy of this ARN, if it is one of AWS's that moto has data of."""
    if not arn.startswith(_PREFIX):
        return
    from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly
    from moto.iam.aws_managed_policies import aws_managed_policies_data  # noqa: PLC0415
    from moto.iam.models import AWSManagedPolicy  # noqa: PLC0415

    backend = get_backend("iam")[ACCOUNT_ID]["global"]
    name = arn.rpartition("/")[2]
    data = None if arn in backend.managed_policies else json.loads(aws_managed_policies_data)
    if data is None or name not in data:
        return
    policy = AWSManagedPolicy.from_data(name, ACCOUNT_ID, backend.region_name, data[name])
    if policy.arn == arn:
        backend.managed_policies[arn] = policy
        backend.aws_managed_policies.append(policy)
