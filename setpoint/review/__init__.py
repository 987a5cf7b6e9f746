"""Two sides of a config compared: what a change does to each alert, and what it loses.

A function of catalogs. Where the two sides come from is the command's business; prices are
handed in.
"""

from setpoint.review.effect import Effect
from setpoint.review.model import (
    AlertChange,
    Cost,
    Edit,
    FieldChange,
    Kind,
    Loss,
    LossKind,
    PartChange,
    Reach,
    Review,
    Source,
    Variation,
)
from setpoint.review.policies import Policy, PolicyError, Verdict, Violation, judge, parse
from setpoint.review.reviewing import Pricing, review
from setpoint.review.side import Side
from setpoint.review.told import Told, ToldLater

__all__ = [
    "AlertChange",
    "Cost",
    "Edit",
    "Effect",
    "FieldChange",
    "Kind",
    "Loss",
    "LossKind",
    "PartChange",
    "Policy",
    "PolicyError",
    "Pricing",
    "Reach",
    "Review",
    "Side",
    "Source",
    "Told",
    "ToldLater",
    "Variation",
    "Verdict",
    "Violation",
    "judge",
    "parse",
    "review",
]
