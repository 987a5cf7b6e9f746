"""What alerts share unless they say otherwise."""

from __future__ import annotations

from pydantic import Field

from setpoint.config.model.evaluation import Evaluation
from setpoint.config.model.section import Section
from setpoint.config.model.support_hours import SupportHours
from setpoint.config.model.types import Line, LongText, Url
from setpoint.config.model.types.kms_key import KmsKey
from setpoint.config.model.types.policy_arn import PolicyArn


class Defaults(Section):
    """Values for every alert that has none of its own."""

    runbooks: LongText | None = None
    """Folder of runbook pages, from the project's folder; `high-cpu` means `high-cpu.md` in it."""
    runbook_url: Url | None = None
    """Web address under which the pages of `runbooks` are published."""
    evaluation: Evaluation = Field(default_factory=Evaluation)
    """How CloudWatch alarms judge datapoints."""
    support_hours: SupportHours | None = None
    """Hours that `support_hours` means in services without their own."""
    kms_key: KmsKey | None = None
    """Key of AWS KMS that encrypts topics: an alias, a key's id, or an ARN."""
    tags: dict[Line, LongText] = Field(default_factory=dict)
    """Tags on every resource that carries tags, besides Setpoint's own."""
    permissions_boundary: PolicyArn | None = None
    """ARN of the IAM policy that bounds every role; `setpoint iam-policy --boundary` prints it."""
