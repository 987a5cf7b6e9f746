"""What changed beside the alerts: who is on call, what vendors have, settings of all.

Each kind of part has a module that says what there is on one side; the comparison is one for
all of them.
"""

from setpoint.review.parts.comparing import part_changes

__all__ = ["part_changes"]
