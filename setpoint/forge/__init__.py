"""Pull requests at GitHub and merge requests at GitLab: what CI tells of them, one comment each.

Knows nothing of alerts: what the comment says is somebody else's.
"""

from setpoint.forge.comments import Kept, keep_comment
from setpoint.forge.errors import ForgeError, NotAllowedError
from setpoint.forge.overriding import LABEL, override_reason
from setpoint.forge.request import PullRequest, pull_request
from setpoint.forge.reviewed import NothingReviewedError, deployment, reviewed_file

__all__ = [
    "LABEL",
    "ForgeError",
    "Kept",
    "NotAllowedError",
    "NothingReviewedError",
    "PullRequest",
    "deployment",
    "keep_comment",
    "override_reason",
    "pull_request",
    "reviewed_file",
]
