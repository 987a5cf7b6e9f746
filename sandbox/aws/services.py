"""The services of which at least one operation is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.aws.amp import AMP
from sandbox.aws.caller_identity import STS
from sandbox.aws.chatbot import CHATBOT
from sandbox.aws.cloudwatch import CLOUDWATCH
from sandbox.aws.functions import LAMBDA
from sandbox.aws.health_checks import ROUTE53
from sandbox.aws.kms import KMS
from sandbox.aws.logs import LOGS
from sandbox.aws.sns import SNS

if TYPE_CHECKING:
    from sandbox.aws.service import Service

SERVICES: tuple[Service, ...] = (
    AMP,
    CLOUDWATCH,
    SNS,
    LOGS,
    ROUTE53,
    CHATBOT,
    KMS,
    LAMBDA,
    STS,
)
